"""Every command: its path, where it lives, and its one-line help. Nothing is imported here."""

from __future__ import annotations

from dataclasses import dataclass

from leadfunnel.errors import N_


@dataclass(frozen=True)
class Command:
    """One command; `target` is `module:function` below `leadfunnel.cli.commands`."""

    path: tuple[str, ...]
    target: str
    help: str


GROUPS = {
    "pipeline": N_("Pipelines: the ladders customers climb, as data."),
    "field": N_("Declared fields: what you keep of customers beside the usual."),
    "mapping": N_("Mappings: which column of a file means what, kept under a name."),
    "reason": N_("Reasons why people leave, sleep or do not buy: the words to pick from."),
    "target": N_("Targets: so much per day, week or month, and the pace it takes."),
    "config": N_("Settings of the store and of the person."),
    "playbook": N_("Playbooks: what to ask, say and do at each stage and with each layer."),
    "source": N_("Where customers came from: the words in use."),
    "tags": N_("The tags in use."),
    "material": N_("Materials: what is worth sending, and to whom."),
    "case": N_("Cases: complaints and how they were solved."),
    "plan": N_("Plans: what to do with a customer on which day."),
    "segment": N_("Segments: filters kept under a name."),
    "product": N_("Products: what is sold, for how much, and how long it lasts."),
    "contact": N_("The people of an account: who decides, uses, buys and pays."),
    "channel": N_("Channels: what is spent on them; what they bring, see channels."),
    "deal": N_("Deals: what a customer may buy, for how much, and when."),
}

COMMANDS = (
    Command(("add",), "capture:add", N_("Add a customer in one line.")),
    Command(("log",), "touch:log", N_("Record a call, message, visit, or other touch.")),
    Command(("missed",), "touch:missed", N_("Record calls that nobody answered.")),
    Command(("note",), "touch:note", N_("Write a note about a customer.")),
    Command(("next",), "promise:next_", N_("Promise a follow-up.")),
    Command(("done",), "promise:done", N_("Close a follow-up as kept.")),
    Command(("snooze",), "promise:snooze", N_("Move a follow-up to another day.")),
    Command(("cancel",), "promise:cancel", N_("Take a follow-up back.")),
    Command(("sort",), "contacts:sort", N_("Look through the new people, one key each.")),
    Command(
        ("greet",), "contacts:greet", N_("Greet customers one at a time, with words filled in.")
    ),
    Command(("push",), "contacts:push", N_("Record that somebody was sent a material.")),
    Command(("material", "list"), "contacts:list_materials", N_("List the materials.")),
    Command(("material", "add"), "contacts:add_material", N_("Add a material.")),
    Command(("material", "edit"), "contacts:edit_material", N_("Change a material.")),
    Command(("material", "retire"), "contacts:retire_material", N_("Send a material no more.")),
    Command(("solve",), "service:solve", N_("Close a complaint.")),
    Command(
        ("case", "list"), "service:list_cases", N_("List the complaints, and how long they take.")
    ),
    Command(
        ("satisfaction",), "service:satisfaction", N_("Record how satisfied a customer is, 1 to 5.")
    ),
    Command(("due",), "promise:due", N_("List open follow-ups.")),
    Command(("today",), "morning:today", N_("Show the morning list.")),
    Command(("digest",), "morning:digest", N_("Send the morning list to the webhook of a chat.")),
    Command(("why",), "morning:why", N_("Show why somebody is on or off the morning list.")),
    Command(("call",), "dialler:call", N_("Work through calls, one customer at a time.")),
    Command(
        ("promote",), "ladder:promote", N_("Move customers to the next stage, or to one named.")
    ),
    Command(("demote",), "ladder:demote", N_("Move customers back a stage.")),
    Command(("drop",), "ladder:drop", N_("Take customers off the ladder: lost, or not a fit.")),
    Command(("reopen",), "ladder:reopen", N_("Bring customers back to the stage they left.")),
    Command(("show",), "look:show", N_("Show everything about one customer.")),
    Command(("find",), "look:find", N_("Find customers by name, pinyin, phone, or any word.")),
    Command(("list",), "look:list_", N_("List customers, by a filter.")),
    Command(("when",), "when:when", N_("Show how dates and times are read.")),
    Command(("edit",), "capture:edit", N_("Change what is known about customers.")),
    Command(("tag",), "bulk:tag", N_("Put tags on customers.")),
    Command(("untag",), "bulk:untag", N_("Take tags off customers.")),
    Command(("delete",), "bulk:delete", N_("Move customers to the bin.")),
    Command(
        ("restore-customer",), "look:restore_customer", N_("Bring customers back from the bin.")
    ),
    Command(("duplicates",), "merging:duplicates", N_("Propose customers that may be one.")),
    Command(("merge",), "merging:merge", N_("Make two records of one customer one.")),
    Command(("split",), "merging:split", N_("Take a merge back.")),
    Command(("undo",), "log:undo", N_("Take back what was done last, or by number.")),
    Command(("redo",), "log:redo", N_("Do again what was undone last.")),
    Command(("history",), "log:history", N_("Show what was done, by whom, and when.")),
    Command(("funnel",), "weekly:funnel", N_("Show the funnel of a week, month, or other period.")),
    Command(("activity",), "activity:activity", N_("Show what was done, by whom, and when.")),
    Command(("import",), "files:import_", N_("Read customers, history and deals from files.")),
    Command(
        ("export",), "files:export", N_("Write customers to a file: csv, xlsx, vcf, ics, jsonl.")
    ),
    Command(("backup",), "files:backup", N_("Make a checked copy of the store.")),
    Command(("pipeline", "list"), "pipelines:list_", N_("List the pipelines.")),
    Command(("pipeline", "show"), "pipelines:show", N_("Show the stages of a pipeline.")),
    Command(("pipeline", "load"), "pipelines:load", N_("Load pipelines from TOML files.")),
    Command(("pipeline", "goal"), "pipelines:goal", N_("Set the goal rate of a stage.")),
    Command(("field", "list"), "fields:list_", N_("List the declared fields.")),
    Command(("field", "add"), "fields:add", N_("Declare a field.")),
    Command(("field", "remove"), "fields:remove", N_("Take a declared field back.")),
    Command(("mapping", "list"), "mappings:list_", N_("List the kept mappings.")),
    Command(("mapping", "show"), "mappings:show", N_("Show a mapping as a TOML file.")),
    Command(("mapping", "remove"), "mappings:remove", N_("Remove a kept mapping.")),
    Command(("config", "list"), "config:list_", N_("List the settings.")),
    Command(("config", "get"), "config:get", N_("Show one setting.")),
    Command(("config", "set"), "config:set_", N_("Change a setting.")),
    Command(("config", "unset"), "config:unset", N_("Return a setting to its default.")),
    Command(("demo",), "demo:demo", N_("Show the daily work on a made-up store.")),
    Command(("assign",), "bulk:assign", N_("Give customers to whoever looks after them.")),
    Command(("log", "edit"), "correct:edit", N_("Correct something that was logged.")),
    Command(("log", "move"), "correct:move", N_("Give it to the customer it was about.")),
    Command(("log", "rm"), "correct:remove", N_("Take back something that was logged.")),
    Command(("stage-fix",), "correct:stage_fix", N_("Correct a past change of stage or its date.")),
    Command(
        ("consent",), "wishes:consent", N_("Record by what they may be contacted, or show it.")
    ),
    Command(("mute",), "wishes:mute", N_("Let one reason to be reminded rest until a day.")),
    Command(("source", "list"), "vocabulary:list_sources", N_("List the sources in use.")),
    Command(("source", "rename"), "vocabulary:rename_source", N_("Call a source otherwise.")),
    Command(("source", "join"), "vocabulary:join_sources", N_("Make several sources one.")),
    Command(("tags", "list"), "vocabulary:list_tags", N_("List the tags in use.")),
    Command(("tags", "rename"), "vocabulary:rename_tag", N_("Call a tag otherwise.")),
    Command(("tags", "join"), "vocabulary:join_tags", N_("Make several tags one.")),
    Command(("buy",), "selling:buy", N_("Record a purchase, in one line.")),
    Command(("refund",), "selling:refund", N_("Take a purchase back, whole or in part.")),
    Command(("product", "list"), "selling:list_products", N_("List the products.")),
    Command(("product", "show"), "selling:show_product", N_("Show one product.")),
    Command(("product", "add"), "selling:add_product", N_("Add a product.")),
    Command(("product", "edit"), "selling:edit_product", N_("Change a product.")),
    Command(("product", "retire"), "selling:retire_product", N_("Sell a product no more.")),
    Command(("deal", "add"), "deals:add", N_("Open a deal with a customer.")),
    Command(("deal", "edit"), "deals:edit", N_("Change what a deal is worth, or who works on it.")),
    Command(("deal", "list"), "deals:list_", N_("List deals.")),
    Command(("deal", "show"), "deals:show", N_("Show everything about one deal.")),
    Command(("pareto",), "buyers:pareto", N_("Show who makes four fifths of the revenue.")),
    Command(("rfm",), "buyers:rfm", N_("Show buyers in segments, and what to do about each.")),
    Command(("referrals",), "buyers:referrals", N_("Show who brought whom, and whom to thank.")),
    Command(("channels",), "buyers:channels", N_("Show what each source brought and cost.")),
    Command(("aarrr",), "aarrr:aarrr", N_("Show who came, by source, and what became of them.")),
    Command(("product", "used-up"), "buyers:used_up", N_("List whose products are used up.")),
    Command(("sales",), "sales:sales", N_("Show what was sold in a period, by anything.")),
    Command(("forecast",), "forecasts:forecast", N_("Show what the open deals are worth.")),
    Command(("score",), "scores:score", N_("Judge a customer by a scorecard.")),
    Command(("score", "show"), "scores:show", N_("Show a customer's scores, term by term.")),
    Command(("score", "list"), "scores:list_", N_("List the scorecards.")),
    Command(("dormant",), "scores:dormant", N_("List who sleeps, or note why one stays away.")),
    Command(("playbook", "list"), "playbooks:list_", N_("List the playbooks.")),
    Command(("playbook", "show"), "playbooks:show", N_("Show what to ask, say and do at a stage.")),
    Command(("playbook", "check"), "playbooks:check", N_("Say what is wrong with playbook files.")),
    Command(("audit",), "audits:audit", N_("Check the pipeline for what somebody should look at.")),
    Command(("quota",), "quotas:quota", N_("Show how far everyone got, and what the gap needs.")),
    Command(("quota", "basis"), "quotas:basis", N_("Freeze the weighted deals of a period.")),
    Command(("quota", "set"), "quotas:set_", N_("Say what somebody is to sell.")),
    Command(("cost",), "costs:cost", N_("Record what was spent on a customer, deal or channel.")),
    Command(
        ("channel", "cost"),
        "costs:channel",
        N_("Record what was spent on a channel, over a period too."),
    ),
    Command(("cost", "list"), "costs:list_", N_("List costs.")),
    Command(("cost", "report"), "costs:report", N_("Show what costs brought.")),
    Command(("contact", "add"), "members:add", N_("Take a person into an account.")),
    Command(("contact", "edit"), "members:edit", N_("Say another role or stance.")),
    Command(("contact", "list"), "members:list_", N_("List the people of an account.")),
    Command(("contact", "rm"), "members:remove", N_("Take a person out of an account.")),
    Command(("target", "set"), "targets:set_", N_("Set a target.")),
    Command(("target", "list"), "targets:list_", N_("Show how far the targets are.")),
    Command(("target", "rm"), "targets:remove", N_("End a target.")),
    Command(("plan", "list"), "plans:list_", N_("List the plans.")),
    Command(("plan", "show"), "plans:show", N_("Show the steps of a plan.")),
    Command(("plan", "load"), "plans:load", N_("Load plans from TOML files.")),
    Command(("plan", "start"), "plans:start", N_("Start a plan for customers.")),
    Command(("plan", "stop"), "plans:stop", N_("End a customer's plan.")),
    Command(("plan", "done"), "plans:done", N_("Mark the step of a plan as done.")),
    Command(("plan", "skip"), "plans:skip", N_("Mark the step of a plan as left out.")),
    Command(("plan", "runs"), "plans:runs", N_("List who is in a plan, and what comes next.")),
    Command(("plan", "close"), "plans:close", N_("End a plan for everybody.")),
    Command(("segment", "save"), "segments:save", N_("Keep a filter under a name.")),
    Command(("segment", "list"), "segments:list_", N_("List the segments.")),
    Command(("segment", "show"), "segments:show", N_("Show the filter of a segment.")),
    Command(("segment", "rm"), "segments:remove", N_("Forget a segment.")),
    Command(("setup",), "setup:setup", N_("Set up the method for how you sell.")),
    Command(("mark",), "marks:mark", N_("Note on the trend what was changed on a day.")),
    Command(("mark", "list"), "marks:list_", N_("List the marks on the trend.")),
    Command(("mark", "rm"), "marks:remove", N_("Take a mark off the trend.")),
    Command(("reason", "list"), "reasons:list_", N_("Show the reasons to pick from.")),
    Command(("reason", "add"), "reasons:add", N_("Add a reason to a list.")),
    Command(("reason", "rm"), "reasons:remove", N_("Take a reason off a list.")),
)
