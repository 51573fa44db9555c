// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/terminalpreview.h"

#include "app/cli/terminalcharacter.h"

namespace pamphlet::app::cli {

namespace {

/// ECMA-48 §8.3.117: 38 or 48, then 5;index or 2;r;g;b.
void appendColor(QStringList &codes, const motd::TerminalColor &color, int selector)
{
    switch (color.kind) {
    case motd::TerminalColor::Kind::Default:
        break;
    case motd::TerminalColor::Kind::Indexed:
        codes << QString::number(selector) << QStringLiteral("5") << QString::number(color.index);
        break;
    case motd::TerminalColor::Kind::Rgb:
        codes << QString::number(selector) << QStringLiteral("2") << QString::number(color.red) << QString::number(color.green)
              << QString::number(color.blue);
        break;
    }
}

QString codesOf(const motd::TerminalStyle &style)
{
    QStringList codes;
    const auto flag = [&codes](bool on, int code) {
        if (on)
            codes << QString::number(code);
    };
    flag(style.bold, 1);
    flag(style.faint, 2);
    flag(style.italic, 3);
    flag(style.underline, 4);
    flag(style.blink, 5);
    flag(style.inverse, 7);
    flag(style.concealed, 8);
    flag(style.strikeOut, 9);
    appendColor(codes, style.foreground, 38);
    appendColor(codes, style.background, 48);
    return codes.join(u';');
}

/// Everything but what drives a terminal: private glyphs and joined emoji are part of many a message.
QString harmless(const std::string &text)
{
    QString result;
    for (const char32_t c : QString::fromStdString(text).toUcs4())
        result += c < 0x20 || drivesTerminal(c) ? QString(QChar::ReplacementCharacter) : QString::fromUcs4(&c, 1);
    return result;
}

} // namespace

void printPreview(Console &console, const motd::TerminalText &text)
{
    for (const motd::TerminalLine &line : text.lines) {
        QString result;
        for (const motd::TerminalRun &run : line) {
            const QString codes = console.colored() ? codesOf(run.style) : QString();
            if (codes.isEmpty())
                result += harmless(run.text);
            else
                result += QStringLiteral("\x1b[") + codes + u'm' + harmless(run.text) + QStringLiteral("\x1b[0m");
        }
        console.line(result);
    }
}

} // namespace pamphlet::app::cli
