# SPDX-FileCopyrightText: 2026 The Pamphlet developers
# SPDX-License-Identifier: GPL-3.0-or-later
#
# cmake -D INPUT=FILE -D OUTPUT=FILE.cpp -D HEADER=x/y.h -D FUNCTION=name -P EmbedText.cmake
# A text file as a function of namespace pamphlet::pam that returns it. In pieces: compilers need not take long literals.
file(READ "${INPUT}" text)
get_filename_component(name "${INPUT}" NAME)
set(pieces "")
string(LENGTH "${text}" left)
while(left GREATER 0)
    string(SUBSTRING "${text}" 0 16000 piece)
    if(left GREATER 16000)
        # Cut behind a line, never inside a character.
        string(FIND "${piece}" "\n" end REVERSE)
        if(end EQUAL -1)
            message(FATAL_ERROR "${name} has a line of more than 16000 bytes")
        endif()
        math(EXPR end "${end} + 1")
        string(SUBSTRING "${piece}" 0 ${end} piece)
    endif()
    string(LENGTH "${piece}" length)
    string(SUBSTRING "${text}" ${length} -1 text)
    math(EXPR left "${left} - ${length}")
    string(APPEND pieces "    text += R\"text(${piece})text\";\n")
endwhile()
file(WRITE "${OUTPUT}.new" "// Made from ${name}.
#include \"${HEADER}\"

namespace pamphlet::pam {

std::string ${FUNCTION}()
{
    std::string text;
${pieces}    return text;
}

} // namespace pamphlet::pam
")
file(RENAME "${OUTPUT}.new" "${OUTPUT}")
