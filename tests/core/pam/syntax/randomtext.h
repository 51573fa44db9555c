// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <initializer_list>
#include <iterator>
#include <random>
#include <string>

namespace pamphlet::test {

/// PAM files that are right often enough to get far, and wrong in every way that the two readers of libpam know.
class RandomText
{
public:
    explicit RandomText(unsigned seed)
        : m_random(seed)
    { }

    std::size_t below(std::size_t limit) { return m_random() % limit; }
    bool once(std::size_t in) { return below(in) == 0; }
    std::string pick(std::initializer_list<const char *> choices)
    {
        return *std::next(choices.begin(), std::ptrdiff_t(below(choices.size())));
    }

    std::string file()
    {
        std::string text;
        for (std::size_t lines = below(14); lines > 0; --lines)
            text += line();
        return text;
    }

private:
    std::string line()
    {
        const std::size_t kind = below(100);
        if (kind < 6)
            return pick({"#", "# c", "  # c", "\t#x \\", "#\\"}) + std::string(once(20) ? below(2100) : below(30), 'c') + '\n';
        if (kind < 12)
            return pick({"\n", "  \n", "\t\n", " \t \n\n", "\\\n\n", "\n\\\n \n"});
        if (kind < 14)
            return std::string(below(2100), ' ') + '\n';
        if (kind < 20)
            return garbage(below(kind < 18 ? 80 : 1500)) + '\n';
        std::string text = rule();
        if (once(20))
            text += std::string(below(1300), 'z');
        if (once(30))
            text.insert(below(text.size()), 1, '\0');
        if (once(10))
            text += pick({"\\", " \\", " \\ ", "\r", "#c \\", " # c", "#", " "});
        if (!once(40))
            text += '\n';
        return text;
    }

    std::string rule()
    {
        std::string text = once(10) ? pick({" ", "\t"}) : std::string();
        text += once(3)
            ? pick({"-auth", "@include", "frob", "AUTH", "[auth]", "auth\r", "-", "@Include", "other auth", "svc account", "x password"})
            : pick({"auth", "account", "session", "password", "@include"});
        text += gap();
        text += once(3) ? pick({"[success=1 default=ignore]", "[success=ok", "[]", "[default=\\]]", "REQUIRED", "Include", "frob", "inc1",
                                "inc2", "/etc/pam.d/inc3", "success=ok", "[required]", "required#", "[de#fault=ok]"})
                        : pick({"required", "optional", "requisite", "sufficient", "include", "substack"});
        if (!once(15))
            text += gap()
                + pick({"pam_unix.so", "inc1",       "inc2",      "inc3", "svc",  "/etc/pam.d/inc1", "inc1/",  "../pam.d/inc2", "/abs",
                        "x/./y",       "sub/x",      ".so",       "?.so", "dir/", "[a b].so",        "pam.so", "../x",          ".",
                        "/",           "pam_x.so#c", "pam_x.so\\"});
        while (once(3))
            text += gap() + pick({"a", "b=c", "[a b]", "[x\\]y]", "#c", "x#y", "\\", "[open"});
        return text;
    }

    std::string gap()
    {
        return once(12) ? pick({" \\\n", "\\\n ", " \\ \n\n", " \\\n# note\n", " \\\n \n", "\\\n\\\n"}) : pick({" ", "\t", "  "});
    }

    std::string garbage(std::size_t size)
    {
        static constexpr char bytes[] = "auth \t\n\\#[]=-@include x.so required/.\0\r";
        std::string text;
        while (text.size() < size)
            text += bytes[below(sizeof bytes - 1)];
        return text;
    }

    std::mt19937 m_random;
};

} // namespace pamphlet::test
