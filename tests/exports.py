"""Files as other systems export them: their headers are real, the people made up."""

from __future__ import annotations

HUBSPOT = (
    "Record ID - Contact,First Name,Last Name,Email,Phone Number,Contact owner,Lifecycle Stage,"
    "Lead Status,Create Date,Last Activity Date,Original Source,Associated Company,Job Title,Fax\n"
    "51,Anna,Lee,anna@example.com,+44 20 7946 0018,Bo Chen,lead,NEW,2026-03-05 14:30,"
    "2026-03-06 09:00,Organic Search,Acme,Buyer,\n"
    "101,伟,张,,138 0013 8000,Bo Chen,customer,CONNECTED,2026-04-01 08:00,,Offline,华新商贸,,\n"
)
SALESFORCE_LEADS = (
    "Lead ID,First Name,Last Name,Title,Company / Account,Street,City,State/Province,Phone,Mobile,"
    "Email,Lead Source,Lead Status,Lead Owner,Created Date,Rating,Description\n"
    "00Q5g00000AAAAA,Anna,Lee,CEO,Acme,1 Main St,Springfield,IL,,+44 20 7946 0018,anna@example.com,"
    "Web,Open - Not Contacted,Bo Chen,2026-03-05,Hot,Wants a quote\n"
    "00Q5g00000AAAAB,Bob,Roe,,Beta,,,,,,bob@example.com,Fair,Working - Contacted,Bo Chen,"
    "2026-03-06,Cold,\n"
)
SALESFORCE_CONTACTS = (
    "Contact ID,Account ID,Account Name,First Name,Last Name,Title,Mailing Street,Mailing City,"
    "Mailing Country,Phone,Mobile,Email,Lead Source,Contact Owner,Created Date,Birthdate\n"
    "0035g00000AAAAA,0015g00000AAAAA,Acme,Anna,Lee,CEO,1 Main St,Springfield,USA,,"
    "+44 20 7946 0018,anna@example.com,Web,Bo Chen,2026-03-05,1988-06-18\n"
    "0035g00000AAAAB,0015g00000AAAAA,Acme,Bob,Roe,,,,,,,bob@example.com,Web,Bo Chen,2026-03-05,\n"
)
SALESFORCE_DEALS = (
    "Opportunity ID,Opportunity Name,Account ID,Account Name,Primary Contact,Stage,Amount,"
    "Close Date,Opportunity Owner,Lead Source,Created Date,Fiscal Period\n"
    "0065g00000AAAAA,Acme 50 seats,0015g00000AAAAA,Acme,Anna Lee,Prospecting,1000,2026-12-01,"
    "Bo Chen,Web,2026-03-05,Q4-2026\n"
    "0065g00000AAAAB,Acme renewal,0015g00000AAAAA,Acme,Anna Lee,Closed Won,500,2026-03-09,"
    "Bo Chen,Web,2026-03-05,Q4-2026\n"
)
PIPEDRIVE = (
    "Person - ID,Person - Name,Person - Organization,Person - Phone - Work,Person - Phone - Mobile,"
    "Person - Email - Work,Person - Owner,Person - Label,Person - Person created,Deal - Title,"
    "Deal - Stage,Deal - Value\n"
    '7,Anna Lee,Acme,+44 20 7946 0018,+44 7911 123456,anna@example.com,Bo Chen,"Hot, VIP",'
    "2026-03-05 14:30:00,Acme deal,Qualified,1000\n"
)
ZOHO = (
    "Record Id,Lead Owner.id,Lead Owner,Company,First Name,Last Name,Full Name,Email,Phone,Mobile,"
    "Lead Source,Lead Status,Created Time,Modified Time,Tag,Description,Street,City,Country\n"
    "zcrm_4876000000379001,zcrm_1,Bo Chen,Acme,Anna,Lee,Anna Lee,anna@example.com,,"
    "+44 20 7946 0018,Trade Show,Attempted to Contact,2026-03-05 14:30:00,2026-03-06 09:00:00,"
    '"vip,fair",Wants a quote,1 Main St,Springfield,USA\n'
)
GOOGLE = (
    "First Name,Middle Name,Last Name,Nickname,File As,Organization Name,Organization Title,"
    "Birthday,Notes,Photo,Labels,E-mail 1 - Label,E-mail 1 - Value,E-mail 2 - Label,"
    "E-mail 2 - Value,Phone 1 - Label,Phone 1 - Value,Phone 2 - Label,Phone 2 - Value,"
    "Address 1 - Label,Address 1 - Formatted\n"
    "Anna,May,Lee,Annie,,Acme,Buyer,1988-06-18,Call late,https://x.example/p,"
    "* myContacts ::: friends ::: * starred,* Work,anna@example.com ::: al@example.com,,"
    "a3@example.com,Mobile,+44 20 7946 0018 ::: +44 7911 123456,Home,+1 212 555 2368,Home,"
    '"1 Main St\nSpringfield"\n'
    "伟,,张,,,,,--06-18,,,* myContacts,,,,,Mobile,138 0013 8000,,,,\n"
)
GOOGLE_OLD = (
    "Name,Given Name,Additional Name,Family Name,Yomi Name,Group Membership,Birthday,Notes,"
    "E-mail 1 - Type,E-mail 1 - Value,Phone 1 - Type,Phone 1 - Value,Organization 1 - Name\n"
    "Anna Lee,Anna,,Lee,,* myContacts ::: Clients,,,* Work,anna@example.com,Mobile,"
    "+44 20 7946 0018,Acme\n"
)
OUTLOOK = (
    "First Name,Middle Name,Last Name,Title,Company,Department,Job Title,Business Street,"
    "Business City,Home Street,Home City,Mobile Phone,Business Phone,Home Phone,E-mail Address,"
    "E-mail Type,E-mail Display Name,E-mail 2 Address,Birthday,Categories,Gender,Notes,Web Page\n"
    "Anna,,Lee,,Acme,,Buyer,,,1 Main St,Springfield,+44 7911 123456,+44 20 7946 0018,,"
    "anna@example.com,SMTP,Anna Lee (anna@example.com),al@example.com,0/0/00,VIP;Fair,Unspecified,"
    "Call late,\n"
    "Bob,,Roe,,,,,,,,,,,,bob@example.com,SMTP,,,6/18/1988,,Unspecified,,\n"
)
OUTLOOK_ZH = (
    "名,姓,公司,部门,职务,商务电话,住宅电话,移动电话,电子邮件地址,电子邮件类型,类别,生日,附注\n"
    "伟,张,华新商贸,,采购,,,138 0013 8000,zw@example.com,SMTP,老客户;重点,0/0/00,要发票\n"
)
WECHAT = (
    "用户名,显示名称,备注,昵称,微信号,标签,描述,个性签名,地区,类型\n"
    "wxid_a1,A-张三-浦东-烟机-13800138000,A-张三-浦东-烟机-13800138000,小丸子🌸,zhangsan88,"
    "烟机 | 老客户,要静音的,天天向上,中国大陆 上海 浦东,好友\n"
    "wxid_a2,A-李四-徐汇-冰箱-13800138001,A-李四-徐汇-冰箱-13800138001,lisi,,,,,,好友\n"
    "wxid_a3,B-王姐-闵行-空调-138-0013-8002,B-王姐-闵行-空调-138-0013-8002,王,wangjie_1,,,,,好友\n"
    "wxid_a4,老同学,老同学,tongxue,tx_12345,,,,,好友\n"
    "wxid_a5,晴天☀️,,晴天☀️,qingtian_9,,,,,\n"
    "12345@chatroom,业主群,,业主群,,,,,,群聊\n"
    "gh_abc,某公众号,,某公众号,,,,,,\n"
    "filehelper,文件传输助手,,文件传输助手,,,,,,好友\n"
)
WECHAT_PHONES = (
    "用户名,显示名称,备注,昵称,手机号,类型,头像URL\n"
    "wxid_a1,张三,张三,小丸子🌸,13800138000,好友,http://wx.example/1\n"
    "wxid_b2,赵六,,赵六,,好友,http://wx.example/2\n"
    "99@chatroom,业主群,,业主群,,群,\n"
)
CHINESE_SHEET = (
    "\ufeff序号,*客户名称（必填）,★联系人, 手机号码 ,微信号,QQ,来源渠道,客户标签,备注,跟进记录,"
    "负责人,下次跟进时间,意向产品,意向等级,客户状态,预算,省份,城市,区县,性别,年龄,职位,星座,创建时间\n"
    "1,华新商贸,张伟,13800138000,zw_1988,10001,抖音,VIP；老客,要静音,上周看过样机,小李,2026-12-01,"
    "烟机、冰箱,A,跟进中,8000,上海市,上海市,浦东新区,男,38,采购,天秤,2026-03-05\n"
    "2,李静,李静,13900139000,,,,,,,小李,,,B,已成交,,,,,女,,,,2026-03-06\n"
)
