// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/yaml/render.h"

#include "core/yaml/spelling.h"

namespace pamphlet::yaml {

namespace {

/// Readers look no further than 1024 characters for the colon of a key.
constexpr std::size_t maximumKey = 1000;

void append(Lines &lines, const Lines &more, std::size_t indentation)
{
    for (const std::string &line : more)
        lines.push_back(std::string(indentation, ' ') + line);
}

bool isEmpty(const NewValue &value)
{
    return value.kind() == NewValue::Kind::Sequence ? value.items().empty() : value.entries().empty();
}

std::optional<Lines> renderItems(const NewValue &value, const RenderStyle &style)
{
    Lines lines;
    for (const NewValue &item : value.items()) {
        const std::optional<Lines> rendered = renderItem(item, style);
        if (!rendered)
            return std::nullopt;
        append(lines, *rendered, 0);
    }
    return lines;
}

std::optional<Lines> renderEntries(const NewValue &value, const RenderStyle &style)
{
    Lines lines;
    for (const auto &[key, inner] : value.entries()) {
        const std::optional<Lines> rendered = renderEntry(key, inner, style);
        if (!rendered)
            return std::nullopt;
        append(lines, *rendered, 0);
    }
    return lines;
}

std::optional<std::string> renderScalar(const ScalarValue &value, const RenderStyle &style, bool flow)
{
    return spelled(value, {style.values, flow, false});
}

/// A scalar or an empty collection.
std::optional<std::string> renderInBlock(const NewValue &value, const RenderStyle &style)
{
    return value.kind() == NewValue::Kind::Scalar ? renderScalar(value.scalar(), style, false) : renderFlow(value, style);
}

} // namespace

std::optional<std::string> renderKey(const std::string &key, Style style, bool flow)
{
    if (key.size() > maximumKey || key.find_first_of("\r\n") != std::string::npos)
        return std::nullopt;
    return spelled(ScalarValue::string(key), {style, flow, false});
}

std::optional<Lines> renderEntry(const std::string &key, const NewValue &value, const RenderStyle &style)
{
    const std::optional<std::string> name = renderKey(key, style.keys, false);
    if (!name)
        return std::nullopt;
    if (value.kind() == NewValue::Kind::Scalar || isEmpty(value)) {
        const std::optional<std::string> text = renderInBlock(value, style);
        if (!text)
            return std::nullopt;
        return Lines{*name + (text->empty() ? ":" : ": " + *text)};
    }
    const bool sequence = value.kind() == NewValue::Kind::Sequence;
    const std::optional<Lines> inner = sequence ? renderItems(value, style) : renderEntries(value, style);
    if (!inner)
        return std::nullopt;
    Lines lines{*name + ':'};
    append(lines, *inner, sequence ? style.dashStep : style.step);
    return lines;
}

std::optional<Lines> renderItem(const NewValue &value, const RenderStyle &style)
{
    std::optional<Lines> inner;
    if (value.kind() == NewValue::Kind::Scalar || isEmpty(value)) {
        const std::optional<std::string> text = renderInBlock(value, style);
        if (text)
            inner = Lines{*text};
    } else {
        inner = value.kind() == NewValue::Kind::Sequence ? renderItems(value, style) : renderEntries(value, style);
    }
    if (!inner)
        return std::nullopt;
    const std::string dash = inner->front().empty() ? "-" : "-" + std::string(style.dashGap, ' ');
    Lines lines{dash + inner->front()};
    inner->erase(inner->begin());
    append(lines, *inner, 1 + style.dashGap);
    return lines;
}

std::optional<std::string> renderFlow(const NewValue &value, const RenderStyle &style)
{
    if (value.kind() == NewValue::Kind::Scalar)
        return renderScalar(value.scalar(), style, true);
    std::string result;
    const auto add = [&result](const std::optional<std::string> &text) {
        if (text)
            result += (result.empty() ? "" : ", ") + *text;
        return text.has_value();
    };
    for (const NewValue &item : value.items()) {
        if (item.kind() == NewValue::Kind::Scalar && item.scalar().type() == ScalarValue::Type::Nothing)
            return std::nullopt;
        if (!add(renderFlow(item, style)))
            return std::nullopt;
    }
    for (const auto &[key, inner] : value.entries()) {
        if (!add(renderFlowEntry(key, inner, style)))
            return std::nullopt;
    }
    return value.kind() == NewValue::Kind::Sequence ? '[' + result + ']' : '{' + result + '}';
}

std::optional<std::string> renderFlowEntry(const std::string &key, const NewValue &value, const RenderStyle &style)
{
    const std::optional<std::string> name = renderKey(key, style.keys, true);
    const std::optional<std::string> text = renderFlow(value, style);
    if (!name || !text)
        return std::nullopt;
    return *name + (text->empty() ? ":" : ": " + *text);
}

} // namespace pamphlet::yaml
