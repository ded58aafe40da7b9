"""The columns of the files that other systems export, by the names those systems give them.

Each table holds a field and the headers that feed it, parted by semicolons. A number in a header
stands for any number. What is the id of a customer there becomes an external id of that system.
"""

from __future__ import annotations

from leadfunnel.errors import N_

Table = tuple[str, str, str, str, dict[str, str]]
"""The system of the ids, the title, headers that only it has, others that it has, the columns."""

HUBSPOT: Table = (
    "hubspot",
    N_("a HubSpot contacts export"),
    "Record ID - Contact; Lifecycle Stage; Contact owner; Original Source; "
    "Original Traffic Source; Original Source Type; Associated Company; Associated Company IDs; "
    "HubSpot Team; Marketing contact status; Number of Sales Activities; Became a Lead Date; "
    "联系人所有者; 生命周期阶段; 记录 ID - 联系人",
    "Record ID; First Name; Last Name; Lead Status; Create Date; Last Activity Date; Phone Number; "
    "Job Title; Email; Company Name; 潜在客户状态; 创建日期; 上次活动日期",
    {
        "external_id": "Record ID - Contact; Record ID; Contact ID; 记录 ID - 联系人; 记录 ID",
        "first_name": "名字",
        "phone": "Phone Number; Mobile Phone Number; WhatsApp Phone Number",
        "owner": "Contact owner; 联系人所有者",
        "company": "Company Name; Associated Company; Primary Associated Company",
        "source": "Original Source; Original Traffic Source; Original Source Type; 原始来源",
        "created_at": "Create Date; 创建日期",
        "next": "Next Activity Date",
        "status": "Lifecycle Stage; Lead Status; 生命周期阶段; 潜在客户状态",
        "tag:region": "City",
        "address_part": "Street Address; State/Region; Postal Code; Country/Region",
        "note": "Message; Notes",
        "ignore": "Last Activity Date; 上次活动日期; Last Modified Date; Last Contacted; "
        "Associated Company IDs; Associated Company IDs (Primary); Associated Deal IDs; "
        "HubSpot Team",
    },
)
SALESFORCE_LEADS: Table = (
    "salesforce",
    N_("a Salesforce leads export"),
    "Company / Account; Lead Owner Alias; Unread By Owner; Converted Account ID; Created Date; "
    "Last Modified Date; Lead Currency; Lead Owner: Full Name",
    "Lead ID; Lead Owner; Lead Status; Lead Source; Rating; Title; First Name; Last Name; Street; "
    "Zip/Postal Code; State/Province; Mobile; Do Not Call; Email Opt Out",
    {
        "external_id": "Lead ID; Id",
        "company": "Company / Account; Company",
        "owner": "Lead Owner; Lead Owner: Full Name",
        "source": "Lead Source",
        "status": "Lead Status; Status",
        "created_at": "Created Date",
        "address_part": "Street; City; State/Province; State; Zip/Postal Code; Postal Code; "
        "Country",
        "note": "Description",
        "ignore": "Last Modified Date; Last Activity; Last Activity Date; Lead Owner Alias; "
        "Unread By Owner; Converted; Owner ID; Created By; Last Modified By",
    },
)
SALESFORCE_CONTACTS: Table = (
    "salesforce",
    N_("a Salesforce contacts export"),
    "Contact Owner Alias; Account ID; Created Date; Mailing Street; Mailing City; "
    "Mailing State/Province; Mailing Zip/Postal Code; Mailing Country; Reports To; "
    "Last Modified Date; Account Owner",
    "Contact ID; Account Name; Contact Owner; Lead Source; First Name; Last Name; Title; "
    "Asst. Phone; Assistant; Birthdate; Other Phone",
    {
        "external_id": "Contact ID; Id",
        "company": "Account Name",
        "phone": "Phone; Mobile; Home Phone; Other Phone; Asst. Phone",
        "owner": "Contact Owner",
        "source": "Lead Source",
        "created_at": "Created Date",
        "address_part": "Mailing Street; Mailing City; Mailing State/Province; Mailing State; "
        "Mailing Zip/Postal Code; Mailing Postal Code; Mailing Country",
        "note": "Description; Contact Description",
        "ignore": "Account ID; Last Modified Date; Last Activity; Last Activity Date; Owner ID; "
        "Contact Owner Alias; Account Owner; Created By; Last Modified By",
    },
)
SALESFORCE_DEALS: Table = (
    "salesforce",
    N_("a Salesforce opportunities export"),
    "Opportunity ID; Opportunity Name; Opportunity Owner; Opportunity Owner Alias; Fiscal Period; "
    "Probability (%); Primary Contact",
    "Account ID; Account Name; Stage; Close Date; Amount; Age; Created Date; Lead Source; Type; "
    "Next Step",
    {
        "external_id": "Contact ID; Account ID",
        "name": "Primary Contact; Contact Name",
        "company": "Account Name",
        "owner": "Opportunity Owner",
        "source": "Lead Source",
        "status": "Stage",
        "created_at": "Created Date",
        "keep": "Opportunity Name; Amount; Close Date; Next Step",
        "note": "Description",
        "ignore": "Opportunity ID; Opportunity Owner Alias; Fiscal Period; Age; "
        "Last Modified Date; Last Activity; Probability (%)",
    },
)
PIPEDRIVE: Table = (
    "pipedrive",
    N_("a Pipedrive export"),
    "Person - Name; Person - Phone; Person - Email; Person - ID; Person - Owner; Person - Label; "
    "Person - Organization; Organization - Name; Organization - Address; Deal - Title; "
    "Deal - Stage; Deal - Status; Deal - Value; Deal - Owner; Deal - Contact person; "
    "Person - First name; Person - Last name; Person - Phone - Mobile; Person - Phone - Work; "
    "Person - Email - Work; Deal - Organization; Deal - Deal created; Lead - Title",
    "",
    {
        "external_id": "Person - ID",
        "name": "Person - Name; Deal - Contact person; Lead - Contact person",
        "first_name": "Person - First name",
        "last_name": "Person - Last name",
        "company": "Organization - Name; Person - Organization; Deal - Organization; "
        "Lead - Organization",
        "phone": "Person - Phone; Person - Phone - Work; Person - Phone - Home; "
        "Person - Phone - Mobile; Person - Phone - Other",
        "email": "Person - Email; Person - Email - Work; Person - Email - Home; "
        "Person - Email - Other",
        "owner": "Person - Owner; Deal - Owner; Lead - Owner",
        "tags": "Person - Label; Person - Labels; Lead - Labels; Lead - Label",
        "source": "Lead - Source; Deal - Source channel; Person - Source; Lead - Source channel",
        "status": "Deal - Stage; Deal - Status",
        "lost_reason": "Deal - Lost reason",
        "birthday": "Person - Birthday",
        "address": "Person - Postal address; Organization - Address",
        "created_at": "Person - Person created; Person - Created; Deal - Deal created; "
        "Lead - Lead created",
        "next": "Person - Next activity date; Deal - Next activity date",
        "note": "Person - Notes",
        "keep": "Deal - Title; Deal - Value; Deal - Expected close date; Lead - Title; "
        "Person - Job title",
        "ignore": "Person - Last activity date; Deal - Last activity date; Deal - ID; "
        "Organization - ID; Person - Update time; Deal - Update time; Deal - Currency; Lead - ID",
    },
)
ZOHO: Table = (
    "zoho",
    N_("a Zoho CRM export"),
    "Created Time; Modified Time; Last Activity Time; Lead Owner.id; Contact Owner.id; "
    "Secondary Email; Salutation; Lead Name; Contact Name.id; Account Name.id; Record Image; "
    "Connected To; 创建时间; 修改时间",
    "Record Id; Lead Owner; Contact Owner; Company; Full Name; Email; Phone; Mobile; Lead Source; "
    "Lead Status; Tag; Email Opt Out; Account Name; First Name; Last Name; Annual Revenue; "
    "No. of Employees; 线索所有者; 线索来源; 线索状态; 联系人所有者",
    {
        "external_id": "Record Id; Lead Id; Contact Id",
        "name": "Full Name; Lead Name; Contact Name",
        "company": "Company; Account Name",
        "owner": "Lead Owner; Contact Owner; 线索所有者; 联系人所有者",
        "email": "Email; Secondary Email",
        "phone": "Phone; Mobile; Home Phone; Other Phone; Asst Phone",
        "source": "Lead Source; 线索来源",
        "status": "Lead Status; 线索状态",
        "tags": "Tag; Tags",
        "created_at": "Created Time; 创建时间",
        "birthday": "Date of Birth",
        "address_part": "Street; City; State; Zip Code; Country; Mailing Street; Mailing City; "
        "Mailing State; Mailing Zip; Mailing Country",
        "note": "Description",
        "ignore": "Modified Time; Last Activity Time; Lead Owner.id; Contact Owner.id; "
        "Account Name.id; Created By; Created By.id; Modified By; Modified By.id; Record Image; "
        "Salutation; Connected To.id; Connected To.module; 修改时间",
    },
)
GOOGLE: Table = (
    "",
    N_("a Google contacts export"),
    "Phone 1 - Value; E-mail 1 - Value; Phone 1 - Label; E-mail 1 - Label; Phone 1 - Type; "
    "E-mail 1 - Type; Group Membership; Given Name Yomi; Phonetic First Name; File As; "
    "Address 1 - Formatted; Organization 1 - Name; Yomi Name",
    "First Name; Middle Name; Last Name; Given Name; Family Name; Additional Name; Labels; Name; "
    "Organization Name; Birthday; Notes; Photo; Nickname; Organization Title",
    {
        "name": "Name",
        "first_name": "First Name; Given Name",
        "middle_name": "Middle Name; Additional Name",
        "last_name": "Last Name; Family Name",
        "nickname": "Nickname",
        "display_name": "File As",
        "phone": "Phone 1 - Value",
        "email": "E-mail 1 - Value",
        "address": "Address 1 - Formatted",
        "company": "Organization Name; Organization 1 - Name",
        "tags": "Labels; Group Membership",
        "birthday": "Birthday",
        "note": "Notes",
        "keep": "Organization Title; Organization Department; Organization 1 - Title; "
        "Organization 1 - Department; Website 1 - Value; IM 1 - Value",
        "ignore": "Phone 1 - Type; Phone 1 - Label; E-mail 1 - Type; E-mail 1 - Label; "
        "Address 1 - Type; Address 1 - Label; Address 1 - Street; Address 1 - City; "
        "Address 1 - PO Box; Address 1 - Region; Address 1 - Postal Code; Address 1 - Country; "
        "Address 1 - Extended Address; Photo; Yomi Name; Given Name Yomi; Additional Name Yomi; "
        "Family Name Yomi; Phonetic First Name; Phonetic Middle Name; Phonetic Last Name; "
        "Website 1 - Type; Website 1 - Label; IM 1 - Type; IM 1 - Service; Organization 1 - Type; "
        "Organization 1 - Yomi Name; Name Prefix; Name Suffix; Initials",
    },
)
OUTLOOK: Table = (
    "",
    N_("an Outlook contacts export"),
    "Business Phone; Business Street; Business Fax; E-mail Display Name; E-mail Type; Home Street; "
    "E-mail 2 Address; Business Phone 2; Home Phone 2; Other Street; Spouse; Assistant's Phone; "
    "Business Address; 商务电话; 住宅电话; 单位电话; 附注; 商务传真",
    "First Name; Last Name; Company; Mobile Phone; Home Phone; E-mail Address; Categories; "
    "Birthday; Notes; Job Title; 名; 姓; 移动电话; 电子邮件地址; 类别; 生日",
    {
        "middle_name": "Middle Name; 中间名",
        "phone": "Mobile Phone; Primary Phone; Business Phone; Business Phone 2; Home Phone; "
        "Home Phone 2; Other Phone; Car Phone; Company Main Phone; 移动电话; 商务电话; 商务电话 2; "
        "单位电话; 单位电话 2; 住宅电话; 住宅电话 2; 其他电话; 主要电话",
        "email": "E-mail Address; E-mail 1 Address; 电子邮件地址; 电子邮件 1 地址",
        "tags": "Categories; 类别",
        "note": "Notes; 附注",
        "keep": "Job Title; Department; Web Page; 职务; 部门; 网页",
        "address_part": "Home Street; Home City; Home State; Home Postal Code; Home Country; "
        "Home Country/Region; Business Street; Business City; Business State; "
        "Business Postal Code; Business Country; Business Country/Region; 住宅地址 街道; "
        "住宅地址 市/县; 住宅地址 省/市/自治区; 住宅地址 邮政编码; 商务地址 街道; 商务地址 市/县; "
        "商务地址 省/市/自治区; 商务地址 邮政编码",
        "ignore": "E-mail Type; E-mail 1 Type; E-mail Display Name; E-mail 1 Display Name; "
        "Business Fax; Home Fax; Other Fax; Priority; Private; Sensitivity; Initials; "
        "电子邮件类型; 电子邮件显示名称; 优先级; 私有; 敏感度; 商务传真; 住宅传真; Title; Suffix",
    },
)
WECHAT: Table = (
    "wechat",
    N_("a WeChat contacts export"),
    "显示名称; 个性签名; 头像URL; 头像",
    "用户名; 备注; 昵称; 微信号; 标签; 描述; 地区; 类型; 手机号",
    {
        "account": "用户名",
        "name": "备注",
        "display_name": "显示名称",
        "nickname": "昵称",
        "phone": "手机号",
        "wechat": "微信号",
        "tags": "标签",
        "note": "描述; 个性签名",
        "tag:region": "地区",
        "contact_kind": "类型",
        "ignore": "头像URL; 头像",
    },
)
TABLES = (
    *(HUBSPOT, SALESFORCE_LEADS, SALESFORCE_CONTACTS, SALESFORCE_DEALS, PIPEDRIVE, ZOHO, GOOGLE),
    *(OUTLOOK, WECHAT),
)
