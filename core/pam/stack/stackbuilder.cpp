// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/stack/stackbuilder.h"

#include "core/pam/stack/servicelookup.h"
#include "core/pam/syntax/tokenizer.h"

#include <algorithm>

namespace pamphlet::pam {

namespace {

constexpr const char *etcPamD = "/etc/pam.d";
constexpr const char *pamConfPath = "/etc/pam.conf";
constexpr std::string_view otherService = "other";
constexpr int maxDepth = 16; // libpam's bound on nested substacks, since 1.6 on nested files
constexpr int maxNesting = 1000; // before 1.6 descriptors are the bound: 1024 in a process that did not ask for more
constexpr std::size_t maxSteps = 2'000'000; // lines looked at, wanted or not

/**
 * Without `//`, `/.`, `/..` and a slash at the end; links are not looked at. nullopt if something that would have to be
 * a directory on the way is none: `file/` and `file/../x` cannot be opened.
 */
std::optional<std::string> normalizedPath(const FileSource &tree, std::string_view path)
{
    std::string result;
    const auto isDirectory = [&tree, &result] { return result.empty() || tree.status(result).kind == FileKind::Directory; };
    while (!path.empty()) {
        const std::size_t slash = path.find('/');
        const std::string_view part = path.substr(0, slash);
        path.remove_prefix(slash == std::string_view::npos ? path.size() : slash + 1);
        if (part == "." || part == "..") {
            if (!isDirectory())
                return std::nullopt;
            if (part == "..")
                result.resize(result.empty() ? 0 : result.rfind('/'));
        } else if (!part.empty()) {
            result.append("/").append(part);
            if (slash != std::string_view::npos && path.empty() && !isDirectory())
                return std::nullopt;
        }
    }
    return result.empty() ? "/" : result;
}

/// libpam gives up on a module (or substack) whose file name without its last suffix is nothing or `?`.
bool hasBadName(std::string_view path)
{
    if (const std::size_t slash = path.rfind('/'); slash != std::string_view::npos)
        path.remove_prefix(slash + 1);
    path = path.substr(0, path.rfind('.'));
    return path.empty() || path == "?";
}

Actions allBad()
{
    Actions actions;
    actions.fill({Action::Bad});
    return actions;
}

std::string asWritten(const Document &document, const std::optional<Token> &token)
{
    if (!token)
        return {};
    std::string bytes(document.bytes(token->span));
    if (bytes.find('\n') != std::string::npos) // a token over a continuation
        return token->bracketed ? '[' + token->text + ']' : token->text;
    return bytes;
}

} // namespace

StackBuilder::StackBuilder(const FileSource &tree, const LibpamProfile &profile, std::string_view service)
    : m_tree(tree)
    , m_profile(profile)
{
    m_stack.service = normalizedServiceName(service);
}

EffectiveStack StackBuilder::build()
{
    if (usesPamD(m_tree, m_profile))
        loadPamD();
    else
        loadPamConf();
    if (m_stack.start == StartOutcome::Success && m_undefinedTable)
        m_stack.start = StartOutcome::Undefined;
    for (auto &[key, file] : m_files)
        m_stack.documents.insert_or_assign(key.first, std::move(file.document));
    return std::move(m_stack);
}

void StackBuilder::loadPamD()
{
    const Opened service = openService(m_stack.service, {});
    if (service.file) {
        m_stack.serviceFile = service.path;
        if (loadRoot(service, Via::Service, m_stack.service == otherService) != Flow::Done)
            return;
    }
    const Opened other = openService(std::string(otherService), {});
    if (other.file) {
        m_stack.otherFile = other.path;
        if (!service.file)
            report(ProblemKind::UsesOther, {other.path, 0, 0}, m_stack.service);
        if (loadRoot(other, Via::Other, true) != Flow::Done)
            return;
    }
    if (!service.file && !other.file) {
        report(ProblemKind::ServiceNotFound, {}, m_stack.service);
        m_stack.start = StartOutcome::Abort;
    }
}

void StackBuilder::loadPamConf()
{
    const Opened opened = open(pamConfPath, {}, Syntax::PamConf);
    if (!opened.file) {
        report(ProblemKind::ServiceNotFound, {}, m_stack.service);
        m_stack.start = StartOutcome::Abort;
        return;
    }
    m_stack.serviceFile = pamConfPath;
    Reading reading;
    reading.path = pamConfPath;
    reading.file = opened.file;
    reading.frame = addFrame({-1, Via::Service, pamConfPath, {}, {}, 0, 0, false});
    addFrame({-1, Via::Other, pamConfPath, {}, {}, 0, 0, false});
    reading.pamConf = true;
    if (parse(reading) == Flow::ParseError)
        m_stack.start = StartOutcome::Abort;
}

StackBuilder::Flow StackBuilder::loadRoot(const Opened &opened, Via via, bool other)
{
    Reading reading;
    reading.path = opened.path;
    reading.file = opened.file;
    reading.frame = addFrame({-1, via, opened.path, {}, {}, 0, 0, false});
    reading.other = other;
    reading.fallback = via == Via::Other;
    const Flow flow = parse(reading);
    return flow == Flow::ParseError ? stop(StartOutcome::Abort) : flow;
}

StackBuilder::Flow StackBuilder::parse(const Reading &reading)
{
    m_open.push_back(&reading);
    Flow flow = Flow::Done;
    const std::vector<Node> &nodes = reading.file->document.nodes();
    for (const std::size_t index : reading.file->relevant) {
        if (!spend()) {
            flow = stop(StartOutcome::Undefined);
            break;
        }
        const Node &node = nodes[index];
        const auto note = [this, &reading, &node](ProblemKind kind) { report(kind, placeOf(reading, node.span.begin)); };
        if (node.hidden)
            note(ProblemKind::HiddenBytes);
        if (node.kind == NodeKind::Unreachable) {
            note(ProblemKind::ReaderHangs);
            flow = stop(StartOutcome::Hang);
        } else if (node.kind == NodeKind::Unfinished) {
            note(ProblemKind::UnfinishedContinuation);
            flow = Flow::ParseError;
        } else if (node.kind == NodeKind::Rule) {
            if (node.overlong)
                note(ProblemKind::OverlongLine);
            flow = parseRule(reading, index, node);
        }
        if (flow != Flow::Done)
            break;
    }
    m_open.pop_back();
    return flow;
}

StackBuilder::Flow StackBuilder::parseRule(const Reading &reading, std::size_t index, const Node &node)
{
    const Rule &rule = node.rule;
    if (reading.pamConf) {
        const bool other = sameIgnoringCase(rule.service->text, otherService);
        if (!other && !sameIgnoringCase(rule.service->text, m_stack.service))
            return Flow::Done;
        if (other)
            m_stack.otherFile = pamConfPath;
        Reading own = reading;
        own.pamConf = false;
        own.other = other;
        own.fallback = other && m_stack.service != otherService;
        own.frame = own.fallback ? 1 : 0;
        return parseRule(own, index, node);
    }

    const Facility wanted = reading.request.value_or(Facility::Auth);
    const Line line{reading, index, node, rule.facility.value_or(wanted)};
    if (rule.kind == RuleKind::AtInclude)
        return addInclude(line, Via::AtInclude);
    if (reading.request && line.facility != *reading.request)
        return Flow::Done;
    if (rule.type && !rule.facility)
        report(line, ProblemKind::IllegalType, rule.type);
    if (rule.kind == RuleKind::Include)
        return addInclude(line, Via::Include);
    if (rule.kind == RuleKind::Substack)
        return addInclude(line, Via::Substack);
    return addRule(line);
}

StackBuilder::Flow StackBuilder::addRule(const Line &line)
{
    const Rule &rule = line.node.rule;
    Actions actions = allBad();
    if (rule.control) {
        const Control control = parseControl(rule.control->text, m_profile);
        actions = control.actions;
        if (control.errorOffset)
            report(line, ProblemKind::BadControl, rule.control);
        if (!rule.target)
            report(line, ProblemKind::MissingModule, rule.control);
    } else {
        report(line, ProblemKind::MissingControl, rule.type ? rule.type : rule.service);
    }
    return addEntry(line, rule.facility && rule.target ? EntryKind::Module : EntryKind::MustFail, actions);
}

StackBuilder::Flow StackBuilder::addEntry(const Line &line, EntryKind kind, const Actions &actions)
{
    const Rule &rule = line.node.rule;
    const Reading &reading = line.reading;
    if (m_stack.serviceEntries.size() + m_stack.otherEntries.size() >= maxEntries) {
        report(ProblemKind::WorkLimit, placeOf(reading, line.node.span.begin), std::to_string(maxEntries));
        return stop(StartOutcome::Undefined);
    }
    const Frame &frame = m_stack.frames[static_cast<std::size_t>(reading.frame)];
    Entry entry;
    entry.kind = kind;
    entry.facility = line.facility;
    entry.frame = reading.frame;
    entry.node = line.index;
    entry.file = reading.path;
    entry.line = line.node.ruleLine;
    entry.depth = frame.depth;
    entry.level = reading.level;
    entry.silent = rule.silent;
    entry.fallback = reading.fallback;
    entry.control = asWritten(reading.file->document, rule.control);
    entry.actions = actions;
    entry.module = rule.target ? rule.target->text : std::string();
    entry.via = frame.via;
    const bool isInclude = rule.kind != RuleKind::Module && rule.kind != RuleKind::MustFail;
    if (!isInclude) {
        for (const Token &argument : rule.arguments)
            entry.arguments.push_back(argument.text);
    }
    // A failed include has no module path that could be wrong; a marker carries its target as one.
    const bool checked = rule.target && (!isInclude || kind == EntryKind::Marker);
    entry.firstChainOnly = checked && hasBadName(rule.target->text);
    const bool bad = entry.firstChainOnly;
    (reading.other ? m_stack.otherEntries : m_stack.serviceEntries).push_back(std::move(entry));
    if (!bad)
        return Flow::Done;
    report(line, ProblemKind::BadModuleName, rule.target);
    m_halfLinked = true;
    return Flow::ParseError;
}

StackBuilder::Flow StackBuilder::addInclude(const Line &line, Via via)
{
    const Rule &rule = line.node.rule;
    const Reading &reading = line.reading;
    if (via == Via::Substack) {
        if (const Flow flow = addEntry(line, EntryKind::Marker, allBad()); flow != Flow::Done)
            return flow;
    }
    const Place where = placeOf(reading, (rule.target ? rule.target : rule.type)->span.begin);
    if (!rule.target) {
        report(ProblemKind::IncludeTargetMissing, where);
        if (m_profile.etcInclude) // it follows a null pointer
            return stop(StartOutcome::Crash);
        return failedInclude(line, via);
    }
    if (m_stack.frames.size() >= maxEntries) {
        report(ProblemKind::WorkLimit, where, std::to_string(maxEntries));
        return stop(StartOutcome::Undefined);
    }
    const int depth = m_stack.frames[static_cast<std::size_t>(reading.frame)].depth + 1;
    const int frame = addFrame({reading.frame, via, rule.target->text, rule.target->text, reading.path, line.node.ruleLine, depth, false});
    const Flow flow = readTarget(line, via, frame);
    if (flow != Flow::ParseError)
        return flow;
    m_stack.frames[static_cast<std::size_t>(frame)].failed = true;
    return failedInclude(line, via);
}

StackBuilder::Flow StackBuilder::readTarget(const Line &line, Via via, int frame)
{
    const std::string &target = line.node.rule.target->text;
    const Place where = placeOf(line.reading, line.node.rule.target->span.begin);
    const int depth = m_stack.frames[static_cast<std::size_t>(frame)].depth;

    Reading inner = line.reading;
    inner.frame = frame;
    inner.request = via == Via::AtInclude ? line.reading.request : line.facility;
    inner.level += via == Via::Substack ? 1 : 0;
    if ((m_profile.parser16 ? depth : inner.level) >= maxDepth) {
        report(ProblemKind::IncludeTooDeep, where, target);
        return Flow::ParseError;
    }
    const Opened opened = openTarget(target, where);
    if (!opened.file) {
        if (!opened.unreadable)
            report(ProblemKind::IncludeNotFound, where, target);
        return Flow::ParseError;
    }
    m_stack.frames[static_cast<std::size_t>(frame)].file = opened.path;
    inner.path = opened.path;
    inner.file = opened.file;
    if (!m_profile.parser16 && (isOpen(inner) || depth > maxNesting)) {
        report(isOpen(inner) ? ProblemKind::IncludeCycle : ProblemKind::IncludeTooDeep, where, opened.path);
        return stop(StartOutcome::Undefined);
    }
    const Flow flow = parse(inner);
    if (flow == Flow::ParseError)
        report(ProblemKind::IncludeFailed, where, opened.path);
    return flow;
}

StackBuilder::Flow StackBuilder::failedInclude(const Line &line, Via via)
{
    if (via == Via::AtInclude && !line.reading.request)
        return Flow::ParseError;
    if (via == Via::AtInclude)
        m_undefinedTable = true;
    if (m_halfLinked && m_profile.uninitNext) // the list goes on at a random address
        return stop(StartOutcome::Undefined);
    m_halfLinked = false;
    return addEntry(line, EntryKind::MustFail, allBad());
}

StackBuilder::Opened StackBuilder::openService(const std::string &name, const Place &where)
{
    if (name.starts_with('/'))
        return open(name, where);
    bool unreadable = false;
    for (const std::string &directory : m_profile.directories) {
        std::string path = directory;
        path.append("/").append(name);
        Opened opened = open(path, where);
        if (opened.file)
            return opened;
        unreadable = unreadable || opened.unreadable;
    }
    return {name, nullptr, unreadable};
}

StackBuilder::Opened StackBuilder::openTarget(const std::string &target, const Place &where)
{
    if (!m_profile.etcInclude || target.starts_with('/'))
        return openService(target, where);
    if (m_tree.status(etcPamD).kind != FileKind::Directory)
        return {target, nullptr, false};
    return open(std::string(etcPamD) + '/' + target, where);
}

StackBuilder::Opened StackBuilder::open(const std::string &name, const Place &where, Syntax syntax)
{
    const std::optional<std::string> normalized = normalizedPath(m_tree, name);
    if (!normalized)
        return {name, nullptr, false};
    const std::string &path = *normalized;
    const auto key = std::pair(path, syntax);
    if (const auto found = m_files.find(key); found != m_files.end())
        return {path, &found->second, false};
    FileContent content = m_tree.read(path);
    if (content.status.kind == FileKind::Missing)
        return {path, nullptr, false};
    if (content.status.kind == FileKind::Unreadable) {
        report(ProblemKind::IncludeUnreadable, where.file.empty() ? Place{path, 0, 0} : where, path + ": " + content.status.detail);
        return {path, nullptr, true};
    }
    // A directory reads as an empty file. What stands behind a device is not ours to read: empty too, as /dev/null would be.
    if (content.status.kind != FileKind::Regular)
        content.bytes.clear();

    Loaded loaded{Document::parse(std::move(content.bytes), m_profile, syntax), {}};
    const std::vector<Node> &nodes = loaded.document.nodes();
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        if (nodes[i].hidden || (nodes[i].kind != NodeKind::Blank && nodes[i].kind != NodeKind::Comment))
            loaded.relevant.push_back(i);
    }
    return {path, &m_files.emplace(key, std::move(loaded)).first->second, false};
}

int StackBuilder::addFrame(Frame frame)
{
    m_stack.frames.push_back(std::move(frame));
    return static_cast<int>(m_stack.frames.size()) - 1;
}

/// True if this very reading is under way already, so that it could only go on for ever.
bool StackBuilder::isOpen(const Reading &reading) const
{
    return std::any_of(m_open.begin(), m_open.end(), [&reading](const Reading *open) {
        return open->path == reading.path && open->request == reading.request && open->level == reading.level && !open->pamConf;
    });
}

bool StackBuilder::spend()
{
    if (++m_steps <= maxSteps)
        return true;
    report(ProblemKind::WorkLimit, {m_open.front()->path, 0, 0}, std::to_string(maxSteps));
    return false;
}

StackBuilder::Flow StackBuilder::stop(StartOutcome outcome)
{
    m_stack.start = outcome;
    return Flow::Stop;
}

void StackBuilder::report(ProblemKind kind, Place where, std::string detail)
{
    if (m_reported.emplace(kind, where.file, where.line, where.column, detail).second)
        m_stack.problems.push_back({kind, std::move(where), std::move(detail)});
}

void StackBuilder::report(const Line &line, ProblemKind kind, const std::optional<Token> &token)
{
    report(kind, placeOf(line.reading, token ? token->span.begin : line.node.span.begin), token ? token->text : std::string());
}

Place StackBuilder::placeOf(const Reading &reading, std::size_t offset) const
{
    Place place = reading.file->document.place(offset);
    place.file = reading.path;
    return place;
}

} // namespace pamphlet::pam
