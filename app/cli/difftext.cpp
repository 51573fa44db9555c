// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/difftext.h"

namespace pamphlet::app::cli {

void printDiff(Console &console, std::string_view diff)
{
    while (!diff.empty()) {
        const std::size_t end = diff.find('\n');
        const std::string_view line = diff.substr(0, end);
        diff.remove_prefix(end == std::string_view::npos ? diff.size() : end + 1);
        Style style = Style::Plain;
        if (line.starts_with("--- ") || line.starts_with("+++ ") || line.starts_with("diff --git "))
            style = Style::Heading;
        else if (line.starts_with('+'))
            style = Style::Added;
        else if (line.starts_with('-'))
            style = Style::Removed;
        else if (line.starts_with("@@"))
            style = Style::Faint;
        // A tab is what a configuration file is laid out with; shown() would print it as an escape.
        QStringList cells;
        for (std::size_t begin = 0;;) {
            const std::size_t tab = line.find('\t', begin);
            cells.append(shown(line.substr(begin, tab == std::string_view::npos ? tab : tab - begin)));
            if (tab == std::string_view::npos)
                break;
            begin = tab + 1;
        }
        console.line(console.styled(style, cells.join(u'\t')));
    }
}

} // namespace pamphlet::app::cli
