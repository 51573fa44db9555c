// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace pamphlet::pam {

/// A line of a manual page's source: a macro with its arguments, or text (groff_man(7), mdoc(7), groff(7)).
struct RoffLine {
    std::string macro; ///< "SH", "TP", "It"; empty for text
    std::vector<std::string> arguments; ///< of the macro; quotes are off, escapes still on
    std::string text; ///< of a text line, escapes still on
};

/// Every line of the source; comments and lines of another macro character are left out.
std::vector<RoffLine> roffLines(std::string_view source);

/// Text without escapes, fonts and control characters. Characters that roff names become UTF-8; what is not known goes.
std::string roffText(std::string_view escaped);

/// What a line shows, with the fonts of man(7) and the words of mdoc(7) taken off: ".Cm file Ns = Ns Ar path" is "file=path".
/// Empty for a macro that shows nothing.
std::string roffShown(const RoffLine &line);

/// The same for the arguments of a macro that is a frame around others, as mdoc's `It` is.
std::string roffShownArguments(const std::vector<std::string> &arguments);

} // namespace pamphlet::pam
