// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/stack/stackbuilder.h"

#include "core/pam/syntax/tokenizer.h"

#include <algorithm>
#include <utility>

namespace pamphlet::pam {

namespace {

constexpr std::string_view otherService = "other";
constexpr int maxDepth = 16; // libpam's bound on nested substacks, since 1.6 on nested files
constexpr int maxNesting = 1000; // before 1.6 descriptors are the bound: 1024 in a process that did not ask for more

} // namespace

void StackBuilder::setLimits(const WorkDone &done)
{
    m_entriesLeft = maxEntries - std::min(done.entries, maxEntries);
    m_framesLeft = maxEntries - std::min(done.frames, maxEntries);
    m_stepsLeft = maxSteps - std::min(done.steps, maxSteps);
}

void StackBuilder::readRoot(const TreeFile &file, Via via, bool other, const WorkDone &done)
{
    setLimits(done);
    Reading reading;
    reading.file = &file;
    reading.frame = addFrame({&file, -1, ResolvedFrame::none, 0, via, false});
    reading.other = other;
    reading.fallback = via == Via::Other;
    if (parse(reading) == Flow::ParseError)
        m_part.start = StartOutcome::Abort;
}

void StackBuilder::readPamConf(const TreeFile &file, std::string_view service)
{
    setLimits({});
    m_service = service;
    Reading reading;
    reading.file = &file;
    reading.frame = addFrame({&file, -1, ResolvedFrame::none, 0, Via::Service, false});
    addFrame({&file, -1, ResolvedFrame::none, 0, Via::Other, false});
    reading.pamConf = true;
    if (parse(reading) == Flow::ParseError)
        m_part.start = StartOutcome::Abort;
}

void StackBuilder::clear()
{
    m_part = {};
    m_frames.clear();
    m_serviceEntries.clear();
    m_otherEntries.clear();
    m_open.clear();
    m_reported.clear();
    m_halfLinked = false;
}

ResolvedPart StackBuilder::take()
{
    m_part.frames = m_frames;
    m_part.serviceEntries = m_serviceEntries;
    m_part.otherEntries = m_otherEntries;
    return std::move(m_part);
}

StackBuilder::Flow StackBuilder::parse(const Reading &reading)
{
    m_open.push_back(&reading);
    Flow flow = Flow::Done;
    const std::span<const ScannedRule> rules = reading.file->rules;
    std::vector<ResolvedEntry> &entries = reading.other ? m_otherEntries : m_serviceEntries;
    ResolvedEntry entry;
    entry.frame = static_cast<std::uint16_t>(reading.frame);
    entry.level = static_cast<std::uint8_t>(reading.level);
    entry.fallback = reading.fallback;
    const std::uint8_t wanted = reading.request ? static_cast<std::uint8_t>(*reading.request) : ScannedRule::noFacility;
    std::uint32_t index = 0;
    for (const ScannedRule &rule : rules) {
        if (++m_part.steps > m_stepsLeft) {
            report(ProblemKind::WorkLimit, {m_open.front()->file->path(), 0, 0}, std::to_string(maxSteps));
            flow = stop(StartOutcome::Undefined);
        } else if (!rule.plain) {
            flow = parseNode({reading, index, rule});
        } else if (wanted == ScannedRule::noFacility || wanted == rule.facilityBits) { // what nearly every line is
            if (m_serviceEntries.size() + m_otherEntries.size() >= m_entriesLeft) {
                flow = addEntry({reading, index, rule, *rule.facility()}, EntryKind::Module);
            } else {
                entry.rule = index;
                entry.facilityBits = rule.facilityBits & 3U;
                entries.push_back(entry);
            }
        }
        if (flow != Flow::Done)
            break;
        ++index;
    }
    m_open.pop_back();
    return flow;
}

StackBuilder::Flow StackBuilder::parseNode(const Line &line)
{
    const ScannedRule &rule = line.rule;
    const Reading &reading = line.reading;
    if (rule.hidden)
        report(line, ProblemKind::HiddenBytes, std::nullopt);
    if (rule.nodeKind() == NodeKind::Unreachable) {
        report(line, ProblemKind::ReaderHangs, std::nullopt);
        return stop(StartOutcome::Hang);
    }
    if (rule.nodeKind() == NodeKind::Unfinished) {
        report(line, ProblemKind::UnfinishedContinuation, std::nullopt);
        return Flow::ParseError;
    }
    if (rule.nodeKind() != NodeKind::Rule)
        return Flow::Done;
    if (rule.overlong)
        report(line, ProblemKind::OverlongLine, std::nullopt);
    return reading.pamConf ? parsePamConfRule(reading, line.index, rule) : parseRule(reading, line.index, rule);
}

StackBuilder::Flow StackBuilder::parsePamConfRule(const Reading &reading, std::uint32_t index, const ScannedRule &rule)
{
    const std::string_view service = reading.file->rare->services[index];
    const bool other = sameIgnoringCase(service, otherService);
    if (!other && !sameIgnoringCase(service, m_service))
        return Flow::Done;
    m_part.otherSeen = m_part.otherSeen || other;
    Reading own = reading;
    own.pamConf = false;
    own.other = other;
    own.fallback = other && m_service != otherService;
    own.frame = own.fallback ? 1 : 0;
    return parseRule(own, index, rule);
}

StackBuilder::Flow StackBuilder::parseRule(const Reading &reading, std::uint32_t index, const ScannedRule &rule)
{
    const Facility wanted = reading.request.value_or(Facility::Auth);
    const Line line{reading, index, rule, rule.facility().value_or(wanted)};
    if (rule.kind() == RuleKind::AtInclude)
        return addInclude(line, Via::AtInclude);
    if (reading.request && line.facility != *reading.request)
        return Flow::Done;
    if (rule.hasType && !rule.facility())
        report(line, ProblemKind::IllegalType, nodeOf(line).rule.type);
    if (rule.kind() == RuleKind::Include)
        return addInclude(line, Via::Include);
    if (rule.kind() == RuleKind::Substack)
        return addInclude(line, Via::Substack);
    return addRule(line);
}

StackBuilder::Flow StackBuilder::addRule(const Line &line)
{
    const ScannedRule &rule = line.rule;
    if (!rule.hasControl) {
        const Rule &whole = nodeOf(line).rule;
        report(line, ProblemKind::MissingControl, whole.type ? whole.type : whole.service);
    } else {
        if (rule.badControl)
            report(line, ProblemKind::BadControl, nodeOf(line).rule.control);
        if (!rule.hasTarget)
            report(line, ProblemKind::MissingModule, nodeOf(line).rule.control);
    }
    return addEntry(line, rule.facility() && rule.hasTarget ? EntryKind::Module : EntryKind::MustFail);
}

StackBuilder::Flow StackBuilder::addEntry(const Line &line, EntryKind kind)
{
    const ScannedRule &rule = line.rule;
    const Reading &reading = line.reading;
    if (m_serviceEntries.size() + m_otherEntries.size() >= m_entriesLeft) {
        report(ProblemKind::WorkLimit, placeOf(reading, nodeOf(line).span.begin), std::to_string(maxEntries));
        return stop(StartOutcome::Undefined);
    }
    // A failed include has no module path that could be wrong; a marker carries its target as one.
    const bool isInclude = rule.kind() != RuleKind::Module && rule.kind() != RuleKind::MustFail;
    const bool bad = rule.badName && (!isInclude || kind == EntryKind::Marker);
    ResolvedEntry entry;
    entry.rule = line.index;
    entry.frame = static_cast<std::uint16_t>(reading.frame);
    entry.level = static_cast<std::uint8_t>(reading.level);
    entry.kindBits = static_cast<std::uint8_t>(kind) & 3U;
    entry.facilityBits = static_cast<std::uint8_t>(line.facility) & 3U;
    entry.fallback = reading.fallback;
    entry.firstChainOnly = bad;
    (reading.other ? m_otherEntries : m_serviceEntries).push_back(entry);
    if (!bad)
        return Flow::Done;
    report(line, ProblemKind::BadModuleName, nodeOf(line).rule.target);
    m_halfLinked = true;
    return Flow::ParseError;
}

StackBuilder::Flow StackBuilder::addInclude(const Line &line, Via via)
{
    const Reading &reading = line.reading;
    if (via == Via::Substack) {
        if (const Flow flow = addEntry(line, EntryKind::Marker); flow != Flow::Done)
            return flow;
    }
    if (!line.rule.hasTarget) {
        report(ProblemKind::IncludeTargetMissing, targetPlace(line));
        if (m_files.profile().etcInclude) // it follows a null pointer
            return stop(StartOutcome::Crash);
        return failedInclude(line, via);
    }
    if (m_frames.size() >= m_framesLeft) {
        report(ProblemKind::WorkLimit, targetPlace(line), std::to_string(maxEntries));
        return stop(StartOutcome::Undefined);
    }
    const auto depth = static_cast<std::uint16_t>(m_frames[reading.frame].depth + 1);
    const std::size_t frame = addFrame({nullptr, static_cast<std::int32_t>(reading.frame), line.index, depth, via, false});
    const Flow flow = readTarget(line, via, frame);
    if (flow != Flow::ParseError)
        return flow;
    m_frames[frame].failed = true;
    return failedInclude(line, via);
}

StackBuilder::Flow StackBuilder::readTarget(const Line &line, Via via, std::size_t frame)
{
    const bool parser16 = m_files.profile().parser16;
    const int depth = m_frames[frame].depth;
    Reading inner = line.reading;
    inner.frame = frame;
    inner.request = via == Via::AtInclude ? line.reading.request : line.facility;
    inner.level += via == Via::Substack ? 1 : 0;
    if ((parser16 ? depth : inner.level) >= maxDepth) {
        report(ProblemKind::IncludeTooDeep, targetPlace(line), std::string(line.rule.target()));
        return Flow::ParseError;
    }
    const Opened opened = openTarget(line);
    if (!opened.file) {
        if (!opened.unreadable)
            report(ProblemKind::IncludeNotFound, targetPlace(line), std::string(line.rule.target()));
        return Flow::ParseError;
    }
    m_frames[frame].file = opened.file;
    inner.file = opened.file;
    if (!parser16 && (isOpen(inner) || depth > maxNesting)) {
        report(isOpen(inner) ? ProblemKind::IncludeCycle : ProblemKind::IncludeTooDeep, targetPlace(line), opened.file->path());
        return stop(StartOutcome::Undefined);
    }
    const Flow flow = parse(inner);
    if (flow == Flow::ParseError)
        report(ProblemKind::IncludeFailed, targetPlace(line), opened.file->path());
    return flow;
}

StackBuilder::Flow StackBuilder::failedInclude(const Line &line, Via via)
{
    if (via == Via::AtInclude && !line.reading.request)
        return Flow::ParseError;
    if (via == Via::AtInclude)
        m_part.undefinedTable = true;
    if (m_halfLinked && m_files.profile().uninitNext) // the list goes on at a random address
        return stop(StartOutcome::Undefined);
    m_halfLinked = false;
    return addEntry(line, EntryKind::MustFail);
}

StackBuilder::Opened StackBuilder::openNamed(std::string_view name, const Line *line)
{
    if (name.starts_with('/'))
        return checked(m_files.open(name), line);
    bool unreadable = false;
    for (std::size_t i = 0; i < m_files.profile().directories.size(); ++i) {
        const Opened opened = checked(m_files.open(i, name), line);
        if (opened.file)
            return opened;
        unreadable = unreadable || opened.unreadable;
    }
    return {nullptr, unreadable};
}

StackBuilder::Opened StackBuilder::openTarget(const Line &line)
{
    const std::string_view target = line.rule.target();
    if (!m_files.profile().etcInclude || target.starts_with('/'))
        return openNamed(target, &line);
    if (!m_files.hasEtcPamD())
        return {};
    return checked(m_files.openInEtc(target), &line);
}

StackBuilder::Opened StackBuilder::checked(const TreeFile &file, const Line *line)
{
    if (file.opens())
        return {&file, false};
    if (file.kind == FileKind::Unreadable)
        report(ProblemKind::IncludeUnreadable, line ? targetPlace(*line) : Place{file.path(), 0, 0},
               (file.path() + ": ").append(file.detail()));
    return {nullptr, file.kind == FileKind::Unreadable};
}

std::size_t StackBuilder::addFrame(const ResolvedFrame &frame)
{
    m_frames.push_back(frame);
    return m_frames.size() - 1;
}

/// True if this very reading is under way already, so that it could only go on for ever.
bool StackBuilder::isOpen(const Reading &reading) const
{
    return std::any_of(m_open.begin(), m_open.end(), [&reading](const Reading *open) {
        return open->file == reading.file && open->request == reading.request && open->level == reading.level && !open->pamConf;
    });
}

StackBuilder::Flow StackBuilder::stop(StartOutcome outcome)
{
    m_part.start = outcome;
    return Flow::Stop;
}

void StackBuilder::report(ProblemKind kind, Place where, std::string detail)
{
    if (m_reported.emplace(kind, where.file, where.line, where.column, detail).second)
        m_part.problems.push_back({kind, std::move(where), std::move(detail)});
}

void StackBuilder::report(const Line &line, ProblemKind kind, const std::optional<Token> &token)
{
    report(kind, placeOf(line.reading, token ? token->span.begin : nodeOf(line).span.begin), token ? token->text : std::string());
}

const Node &StackBuilder::nodeOf(const Line &line)
{
    return m_files.document(*line.reading.file).nodes()[line.rule.node];
}

Place StackBuilder::placeOf(const Reading &reading, std::size_t offset)
{
    Place place = m_files.document(*reading.file).place(offset);
    place.file = reading.file->path();
    return place;
}

Place StackBuilder::targetPlace(const Line &line)
{
    const Rule &rule = nodeOf(line).rule;
    return placeOf(line.reading, (rule.target ? rule.target : rule.type)->span.begin);
}

} // namespace pamphlet::pam
