// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workspace/argumentstext.h"

#include <QStringList>

namespace pamphlet::ui {

QString argumentsText(const std::vector<std::string> &arguments)
{
    QStringList words;
    for (const std::string &argument : arguments) {
        const QString word = QString::fromStdString(argument);
        const bool brackets
            = word.isEmpty() || word.contains(QLatin1Char(' ')) || word.contains(QLatin1Char('\t')) || word.startsWith(QLatin1Char('['));
        words << (brackets ? QLatin1Char('[') + QString(word).replace(QLatin1String("]"), QLatin1String("\\]")) + QLatin1Char(']') : word);
    }
    return words.join(QLatin1Char(' '));
}

Result<std::vector<std::string>> argumentsFromText(const QString &text)
{
    const auto isBlank = [](QChar character) { return character == QLatin1Char(' ') || character == QLatin1Char('\t'); };
    std::vector<std::string> arguments;
    qsizetype at = 0;
    while (true) {
        while (at < text.size() && isBlank(text[at])) {
            ++at;
        }
        if (at == text.size()) {
            return arguments;
        }
        QString word;
        if (text[at] == QLatin1Char('[')) {
            const qsizetype begin = at++;
            while (at < text.size() && text[at] != QLatin1Char(']')) {
                if (text[at] == QLatin1Char('\\') && at + 1 < text.size() && text[at + 1] == QLatin1Char(']')) {
                    ++at;
                }
                word += text[at++];
            }
            if (at == text.size()) {
                return fail(ErrorCode::InvalidInput, "a bracket does not end", {{}, 1, std::size_t(begin) + 1});
            }
            ++at;
        } else {
            while (at < text.size() && !isBlank(text[at])) {
                word += text[at++];
            }
        }
        arguments.push_back(word.toStdString());
    }
}

} // namespace pamphlet::ui
