// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/motd/graphicrendition.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace pamphlet::motd {

namespace {

/// A number, or a number with others joined to it by colons. -1: left out or no number a terminal could mean.
struct Parameter {
    static constexpr std::size_t most = 6;
    std::array<int, most> values{};
    std::size_t count = 0;

    int code() const { return values[0]; }
};

/// Takes parameters off one by one; a vector of them could be as long as the file.
class Parameters
{
public:
    explicit Parameters(std::string_view text)
        : m_rest(text)
    { }

    bool atEnd() const { return m_done; }

    Parameter next()
    {
        const std::size_t end = std::min(m_rest.find(';'), m_rest.size());
        std::string_view text = m_rest.substr(0, end);
        m_done = end == m_rest.size();
        m_rest.remove_prefix(m_done ? end : end + 1);

        Parameter parameter;
        for (;;) {
            const std::size_t colon = std::min(text.find(':'), text.size());
            if (parameter.count < Parameter::most)
                parameter.values[parameter.count++] = number(text.substr(0, colon));
            if (colon == text.size())
                return parameter;
            text.remove_prefix(colon + 1);
        }
    }

private:
    static int number(std::string_view digits)
    {
        constexpr int tooLarge = 65536;
        int value = digits.empty() ? -1 : 0;
        for (const char digit : digits) {
            if (digit < '0' || digit > '9')
                return -1;
            value = std::min(value * 10 + (digit - '0'), tooLarge);
        }
        return value;
    }

    std::string_view m_rest;
    bool m_done = false;
};

TerminalColor indexed(int index)
{
    TerminalColor color;
    color.kind = TerminalColor::Kind::Indexed;
    color.index = static_cast<std::uint8_t>(index);
    return color;
}

bool isByte(int value)
{
    return value >= 0 && value <= 255;
}

std::optional<TerminalColor> rgb(int red, int green, int blue)
{
    if (!isByte(red) || !isByte(green) || !isByte(blue))
        return std::nullopt;
    TerminalColor color;
    color.kind = TerminalColor::Kind::Rgb;
    color.red = static_cast<std::uint8_t>(red);
    color.green = static_cast<std::uint8_t>(green);
    color.blue = static_cast<std::uint8_t>(blue);
    return color;
}

constexpr int asRgb = 2;
constexpr int asIndex = 5;

/// 38:5:N, 38:2:R:G:B, and 38:2:SPACE:R:G:B as the standard has it.
std::optional<TerminalColor> joinedColor(const Parameter &parameter)
{
    const auto &v = parameter.values;
    if (v[1] == asIndex && parameter.count == 3 && isByte(v[2]))
        return indexed(v[2]);
    if (v[1] == asRgb && parameter.count == 5)
        return rgb(v[2], v[3], v[4]);
    if (v[1] == asRgb && parameter.count == 6)
        return rgb(v[3], v[4], v[5]);
    return std::nullopt;
}

/// 38;5;N and 38;2;R;G;B.
std::optional<TerminalColor> listedColor(Parameters &parameters)
{
    const auto take = [&parameters] { return parameters.atEnd() ? -1 : std::max(parameters.next().code(), 0); };
    const int kind = take();
    if (kind == asIndex) {
        const int index = take();
        return isByte(index) ? std::optional(indexed(index)) : std::nullopt;
    }
    if (kind != asRgb)
        return std::nullopt;
    const int red = take();
    const int green = take();
    return rgb(red, green, take());
}

bool setFlag(TerminalStyle &style, int code)
{
    switch (code) {
    case 1:
        style.bold = true;
        return true;
    case 2:
        style.faint = true;
        return true;
    case 3:
        style.italic = true;
        return true;
    case 4:
    case 21:
        style.underline = true;
        return true; // 21 is a double one
    case 5:
    case 6:
        style.blink = true;
        return true;
    case 7:
        style.inverse = true;
        return true;
    case 8:
        style.concealed = true;
        return true;
    case 9:
        style.strikeOut = true;
        return true;
    case 22:
        style.bold = style.faint = false;
        return true;
    case 23:
        style.italic = false;
        return true;
    case 24:
        style.underline = false;
        return true;
    case 25:
        style.blink = false;
        return true;
    case 27:
        style.inverse = false;
        return true;
    case 28:
        style.concealed = false;
        return true;
    case 29:
        style.strikeOut = false;
        return true;
    default:
        return false;
    }
}

bool setSimpleColor(TerminalStyle &style, int code)
{
    constexpr int brightOffset = 8;
    if (code >= 30 && code <= 37)
        style.foreground = indexed(code - 30);
    else if (code >= 40 && code <= 47)
        style.background = indexed(code - 40);
    else if (code >= 90 && code <= 97)
        style.foreground = indexed(code - 90 + brightOffset);
    else if (code >= 100 && code <= 107)
        style.background = indexed(code - 100 + brightOffset);
    else if (code == 39)
        style.foreground = {};
    else if (code == 49)
        style.background = {};
    else
        return false;
    return true;
}

} // namespace

Rendition selectGraphicRendition(TerminalStyle style, std::string_view text)
{
    Rendition result{style, true};
    Parameters parameters(text);
    while (!parameters.atEnd()) {
        const Parameter parameter = parameters.next();
        const int code = std::max(parameter.code(), 0); // left out means 0
        if (code == 38 || code == 48 || code == 58) {
            const std::optional<TerminalColor> color = parameter.count > 1 ? joinedColor(parameter) : listedColor(parameters);
            if (color && code == 38)
                result.style.foreground = *color;
            else if (color && code == 48)
                result.style.background = *color;
            else
                result.understood = false; // also 58: the colour of the underline
        } else if (code == 4 && parameter.count > 1) {
            result.style.underline = parameter.values[1] != 0; // 4:0 none, 4:3 curly …
        } else if (parameter.count > 1) {
            result.understood = false;
        } else if (code == 0) {
            result.style = {};
        } else if (!setFlag(result.style, code) && !setSimpleColor(result.style, code)) {
            result.understood = false;
        }
    }
    return result;
}

} // namespace pamphlet::motd
