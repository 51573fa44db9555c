// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/yaml/eventreader.h"

#include "core/yaml/scalarreader.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <exception>
#include <map>
#include <sstream>
#include <utility>

namespace pamphlet::yaml {

namespace {

/// Ends yaml-cpp's work in the middle.
struct Stop : std::exception {
    explicit Stop(Objection why)
        : objection(std::move(why))
    { }
    Objection objection;
};

class Recorder : public YAML::EventHandler
{
public:
    /// yaml-cpp counts the bytes behind a byte order mark.
    Recorder(std::size_t base, std::size_t maximumDepth)
        : m_base(base)
        , m_maximumDepth(maximumDepth)
    { }

    std::vector<Event> take() { return std::move(m_events); }
    std::size_t offset(const YAML::Mark &mark) const { return mark.pos < 0 ? 0 : m_base + static_cast<std::size_t>(mark.pos); }

    void OnDocumentStart(const YAML::Mark &mark) override
    {
        // Behind some broken lines it reports empty documents for ever.
        if (!m_events.empty() && offset(mark) <= m_lastStart)
            throw Stop({offset(mark), "something stands behind the end of the document"});
        m_lastStart = offset(mark);
        m_anchors.clear();
        add(Event::Type::DocumentStart, mark);
    }
    void OnDocumentEnd() override { m_events.push_back({Event::Type::DocumentEnd, 0, {}, {}, {}}); }
    void OnNull(const YAML::Mark &mark, YAML::anchor_t anchor) override { add(Event::Type::Null, mark, "?", anchor); }
    void OnAlias(const YAML::Mark &mark, YAML::anchor_t anchor) override { add(Event::Type::Alias, mark).text = m_anchors[anchor]; }
    void OnScalar(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor, const std::string &value) override
    {
        add(Event::Type::Scalar, mark, tag, anchor).text = value;
    }
    void OnSequenceStart(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor, YAML::EmitterStyle::value) override
    {
        descend(mark);
        add(Event::Type::SequenceStart, mark, tag, anchor);
    }
    void OnSequenceEnd() override { ascend(Event::Type::SequenceEnd); }
    void OnMapStart(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor, YAML::EmitterStyle::value) override
    {
        descend(mark);
        add(Event::Type::MapStart, mark, tag, anchor);
    }
    void OnMapEnd() override { ascend(Event::Type::MapEnd); }
    void OnAnchor(const YAML::Mark &, const std::string &name) override { m_pendingAnchor = name; }

private:
    Event &add(Event::Type type, const YAML::Mark &mark, const std::string &tag = "?", YAML::anchor_t anchor = YAML::NullAnchor)
    {
        if (m_events.size() >= 2 * maximumNodes)
            throw Stop({offset(mark), "the file has more than " + std::to_string(maximumNodes) + " values"});
        Event event{type, offset(mark), {}, tag, {}};
        if (anchor != YAML::NullAnchor) {
            event.anchor = std::exchange(m_pendingAnchor, {});
            m_anchors[anchor] = event.anchor;
        }
        m_events.push_back(std::move(event));
        return m_events.back();
    }

    void descend(const YAML::Mark &mark)
    {
        if (++m_depth > m_maximumDepth)
            throw Stop({offset(mark), "collections are nested more than " + std::to_string(m_maximumDepth) + " deep"});
    }

    void ascend(Event::Type type)
    {
        --m_depth;
        m_events.push_back({type, 0, {}, {}, {}});
    }

    std::size_t m_base;
    std::size_t m_maximumDepth;
    std::size_t m_depth = 0;
    std::size_t m_lastStart = 0;
    std::vector<Event> m_events;
    std::map<YAML::anchor_t, std::string> m_anchors;
    std::string m_pendingAnchor;
};

/// A tab in front of the line is what is wrong with it, whatever yaml-cpp says.
Objection objectionTo(const std::string &bytes, std::size_t offset, const std::string &message)
{
    const std::size_t line = startOfLine(bytes, offset);
    const std::size_t tab = bytes.find('\t', line);
    if (tab < skipBlanks(bytes, line))
        return {tab, "a tab in the indentation"};
    return {offset, message};
}

} // namespace

tl::expected<std::vector<Event>, Objection> readEvents(const std::string &bytes, std::size_t maximumDepth)
{
    // yaml-cpp keeps all tokens of a flow collection before it reports the first: bounded here, because its handler comes too late.
    const auto isFlow = [](char c) { return c == '[' || c == '{' || c == ','; };
    if (static_cast<std::size_t>(std::count_if(bytes.begin(), bytes.end(), isFlow)) > maximumNodes)
        return tl::unexpected(Objection{0, "the file has more than " + std::to_string(maximumNodes) + " values"});

    Recorder recorder(bytes.starts_with(byteOrderMark) ? byteOrderMark.size() : 0, maximumDepth);
    try {
        std::istringstream stream(bytes);
        YAML::Parser parser(stream);
        while (parser.HandleNextDocument(recorder)) { }
    } catch (const Stop &stop) {
        return tl::unexpected(stop.objection);
    } catch (const YAML::Exception &error) {
        return tl::unexpected(objectionTo(bytes, std::min(recorder.offset(error.mark), bytes.size()), error.msg));
    } catch (const std::exception &error) {
        return tl::unexpected(Objection{0, error.what()});
    }
    return recorder.take();
}

} // namespace pamphlet::yaml
