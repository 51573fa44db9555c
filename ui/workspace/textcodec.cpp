// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workspace/textcodec.h"

#include <QCoreApplication>
#include <QStringDecoder>

#include <algorithm>

namespace pamphlet::ui {

namespace {

constexpr QChar escape{0x1b};
constexpr QChar visibleEscape{0x238b}; // has a glyph in most fonts, unlike U+241B

// What QTextDocument takes for the end of a block, or replaces.
bool isSpecial(QChar character)
{
    return character == QChar(0x2028) || character == QChar(0x2029) || character == QChar(0xfdd0) || character == QChar(0xfdd1)
        || character == QChar(0xfffc) || character == visibleEscape;
}

} // namespace

EditorText editorText(std::string_view bytes)
{
    const bool cut = bytes.size() > maxEditorBytes;
    const QByteArrayView shown(bytes.data(), qsizetype(std::min(bytes.size(), maxEditorBytes)));
    const auto asLatin1 = [&](TextObstacle obstacle) {
        QString text = QString::fromLatin1(shown);
        text.replace(QChar(0), QLatin1String("^@"));
        text.replace(QChar(u'\r'), QLatin1String("^M"));
        text.replace(escape, visibleEscape);
        return EditorText{text, obstacle};
    };
    if (cut) {
        return asLatin1(TextObstacle::TooLarge);
    }
    if (shown.contains('\0')) {
        return asLatin1(TextObstacle::Nul);
    }
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless | QStringDecoder::Flag::ConvertInitialBom);
    QString text = decoder(shown);
    if (decoder.hasError() || text.toUtf8() != shown) {
        return asLatin1(TextObstacle::NotUtf8);
    }
    if (text.contains(QChar(u'\r'))) {
        text.replace(QChar(u'\r'), QLatin1String("^M"));
        text.replace(escape, visibleEscape);
        return {text, TextObstacle::CarriageReturn};
    }
    if (std::any_of(text.cbegin(), text.cend(), isSpecial)) {
        return {text, TextObstacle::SpecialCharacter};
    }
    text.replace(escape, visibleEscape);
    return {text, TextObstacle::None};
}

std::string bytesFromEditor(const QString &text)
{
    QString raw = text;
    raw.replace(visibleEscape, escape);
    return raw.toStdString();
}

QString obstacleText(TextObstacle obstacle)
{
    const auto say = [](const char *text) { return QCoreApplication::translate("TextCodec", text); };
    switch (obstacle) {
    case TextObstacle::None:
        return {};
    case TextObstacle::NotUtf8:
        return say(
            QT_TRANSLATE_NOOP("TextCodec", "Read-only: this file is not UTF-8. It is shown as Latin-1; editing it here could lose bytes."));
    case TextObstacle::Nul:
        return say(QT_TRANSLATE_NOOP("TextCodec", "Read-only: this file holds NUL bytes (shown as ^@), which a text editor cannot keep."));
    case TextObstacle::CarriageReturn:
        return say(QT_TRANSLATE_NOOP("TextCodec",
                                     "Read-only: this file holds carriage returns (shown as ^M), which a text editor would change. libpam "
                                     "takes them for part of a word."));
    case TextObstacle::SpecialCharacter:
        return say(QT_TRANSLATE_NOOP("TextCodec", "Read-only: this file holds characters that a text editor would change."));
    case TextObstacle::TooLarge:
        return say(QT_TRANSLATE_NOOP("TextCodec", "Read-only: this file is too large to edit as text. Its beginning is shown."));
    }
    return {};
}

} // namespace pamphlet::ui
