// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Escape sequences: ECMA-48 5th edition, §5.3 (C1), §5.4 (control sequences), §5.6 (control strings); BEL as the end of an
// operating system command: xterm's "Control Sequences".
#include "core/motd/terminaltext.h"

#include "core/motd/graphicrendition.h"
#include "core/motd/terminalline.h"
#include "core/motd/utf8.h"

namespace pamphlet::motd {

namespace {

constexpr char escape = 0x1b;
constexpr char cancel = 0x18;
constexpr char substitute = 0x1a;
constexpr char bell = 0x07;

bool isBetween(char c, char first, char last)
{
    return c >= first && c <= last;
}

class Renderer
{
public:
    explicit Renderer(std::string_view bytes)
        : m_bytes(bytes)
    { }

    TerminalText run()
    {
        while (m_at < m_bytes.size()) {
            const char c = m_bytes[m_at];
            if (c == escape)
                escapeSequence();
            else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f)
                control(c);
            else
                character();
        }
        if (m_open)
            endLine();
        return std::move(m_text);
    }

private:
    using Kind = TerminalNote::Kind;

    void note(Kind kind, std::size_t offset)
    {
        if (m_text.notes.size() < maxTerminalNotes)
            m_text.notes.push_back({kind, offset, m_text.lines.size() + 1});
    }

    void endLine()
    {
        m_text.lines.push_back(m_line.take());
        m_open = false;
    }

    void control(char c)
    {
        const std::size_t start = m_at++;
        m_open = true;
        switch (c) {
        case '\n':
            endLine();
            return;
        case '\r':
            m_line.carriageReturn();
            return;
        case '\b':
            m_line.backspace();
            return;
        case '\t':
            m_line.tab();
            return;
        default:
            note(Kind::ControlCharacter, start);
        }
    }

    void character()
    {
        const DecodedPoint decoded = decodeUtf8(m_bytes.substr(m_at));
        m_open = true;
        if (!decoded.valid)
            note(Kind::InvalidUtf8, m_at);
        if (decoded.point >= 0x80 && decoded.point < 0xa0)
            note(Kind::ControlCharacter, m_at);
        else
            m_line.put(decoded.point, m_style);
        m_at += decoded.length;
    }

    void escapeSequence()
    {
        const std::size_t start = m_at++;
        m_open = true;
        if (m_at == m_bytes.size()) {
            note(Kind::UnknownEscape, start);
            return;
        }
        const char c = m_bytes[m_at];
        if (c == '[') {
            ++m_at;
            controlSequence(start);
        } else if (c == ']') {
            ++m_at;
            controlString(true);
            note(Kind::OperatingSystemCommand, start);
        } else if (c == 'P' || c == 'X' || c == '^' || c == '_') {
            ++m_at;
            controlString(false);
            note(Kind::UnknownEscape, start);
        } else {
            otherEscape(start);
        }
    }

    /// After `ESC [`.
    void controlSequence(std::size_t start)
    {
        const std::size_t parameters = m_at;
        skip(0x30, 0x3f);
        const std::size_t intermediates = m_at;
        skip(0x20, 0x2f);
        if (m_at == m_bytes.size() || !isBetween(m_bytes[m_at], 0x40, 0x7e)) {
            note(Kind::UnknownEscape, start); // cut short: what follows is read as if nothing had been
            return;
        }
        const bool plain = m_at == intermediates;
        const char final = m_bytes[m_at++];
        const std::string_view text = m_bytes.substr(parameters, intermediates - parameters);
        const bool isPrivate = text.find_first_of("<=>?") != std::string_view::npos;
        if (plain && !isPrivate && final == 'm') {
            const Rendition rendition = selectGraphicRendition(m_style, text);
            m_style = rendition.style;
            if (!rendition.understood)
                note(Kind::UnknownEscape, start);
            return;
        }
        constexpr std::string_view movesOrClears = "@ABCDEFGHIJKLMPSTXZ`abdefrsu";
        const bool moves = plain && movesOrClears.find(final) != std::string_view::npos;
        note(moves ? Kind::CursorMovement : Kind::UnknownEscape, start);
    }

    /// To its end or to what cuts it short.
    void controlString(bool bellEnds)
    {
        for (; m_at < m_bytes.size(); ++m_at) {
            const char c = m_bytes[m_at];
            if (c == escape) {
                // ESC \ is the string terminator; any other escape begins something new.
                m_at += m_bytes.substr(m_at, 2) == "\x1b\\" ? 2 : 0;
                return;
            }
            if (c == cancel || c == substitute || (bellEnds && c == bell)) {
                ++m_at;
                return;
            }
        }
    }

    void otherEscape(std::size_t start)
    {
        const std::size_t intermediates = m_at;
        skip(0x20, 0x2f);
        const bool plain = m_at == intermediates;
        if (m_at == m_bytes.size() || !isBetween(m_bytes[m_at], 0x30, 0x7e)) {
            note(Kind::UnknownEscape, start);
            return;
        }
        constexpr std::string_view moves = "78DEMc"; // save, restore, down, next line, up, reset
        const bool moving = plain && moves.find(m_bytes[m_at]) != std::string_view::npos;
        ++m_at;
        note(moving ? Kind::CursorMovement : Kind::UnknownEscape, start);
    }

    void skip(char first, char last)
    {
        while (m_at < m_bytes.size() && isBetween(m_bytes[m_at], first, last))
            ++m_at;
    }

    std::string_view m_bytes;
    std::size_t m_at = 0;
    TerminalStyle m_style;
    LineBuffer m_line;
    bool m_open = false; ///< bytes since the last newline
    TerminalText m_text;
};

} // namespace

TerminalText renderTerminalText(std::string_view bytes)
{
    return Renderer(bytes).run();
}

std::string plainText(const TerminalText &text)
{
    std::string plain;
    for (std::size_t i = 0; i < text.lines.size(); ++i) {
        if (i > 0)
            plain += '\n';
        for (const TerminalRun &run : text.lines[i])
            plain += run.text;
    }
    return plain;
}

} // namespace pamphlet::motd
