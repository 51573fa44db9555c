// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/json.h"
#include "core/error.h"

#include <QString>
#include <QStringView>

#include <string_view>

namespace pamphlet::app::cli {

enum class Style { Plain, Heading, Faint, Good, Warning, Bad, Added, Removed };
/// Of a return code of PAM.
Style styleOfCode(int code);

/**
 * Standard output and standard error. Everything that came from a file, a module or the command line goes through shown()
 * before it is printed: no byte of it may drive the terminal.
 */
class Console
{
public:
    struct Settings {
        bool noColor = false;
        bool quiet = false;
    };
    explicit Console(Settings settings);

    /// A line of the answer.
    void line(const QString &text = {});
    /// The answer as a document.
    void document(const Json &json);
    /// A line of news beside the answer, on standard error; not with --quiet.
    void note(const QString &text);
    /// What went wrong, on standard error.
    void complaint(const QString &text);

    /// `text` in a style, for line(); as it is where there are no colours.
    QString styled(Style style, const QString &text) const;
    /// The same for note() and complaint().
    QString styledNote(Style style, const QString &text) const;
    bool colored() const { return m_color; }

    /// Flushes; false if something could not be written.
    [[nodiscard]] bool flush();

private:
    bool m_color = false;
    bool m_noteColor = false;
    bool m_quiet = false;
};

/// Foreign text as one line without a control character.
QString shown(std::string_view bytes);
QString shown(QStringView text);

/// "/etc/pam.d/sudo:3:9", as far as it is known.
QString placeText(const Place &where);

} // namespace pamphlet::app::cli
