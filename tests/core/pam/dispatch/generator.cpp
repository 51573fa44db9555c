// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "generator.h"

#include "core/pam/returncode.h"

#include <utility>

namespace pamphlet::test {

using pam::Primitive;

namespace {

constexpr int includes = 3;

std::string includeName(int number)
{
    return "inc" + std::to_string(number);
}

} // namespace

Generator::Generator(std::uint32_t seed, std::string directory, std::string askModule)
    : m_random(seed)
    , m_directory(std::move(directory))
    , m_askModule(std::move(askModule))
{ }

Configuration Generator::configuration()
{
    Configuration result;
    result.directory = m_directory;
    result.script = std::uint32_t(m_random());
    m_tidy = chance(50);
    m_mainType = pick({"auth", "auth", "auth", "session", "session", "account", "password", "password"});
    m_include = 0;
    result.files["svc"] = file();
    if (chance(75))
        result.files["other"] = file();
    for (m_include = 1; m_include <= includes; ++m_include) {
        if (chance(88))
            result.files[includeName(m_include)] = file();
    }
    result.files["text"] = "hello\n";
    result.files["nothing"] = "";
    if (chance(2))
        addNest(result);
    if (chance(5))
        result.service = pick({"other", "SVC", "a/b/svc", "", "nosuch", "OTHER", "inc1"});
    if (result.service == "inc1" && chance(50))
        result.files.erase("svc");
    addPrimitives(result);
    return result;
}

std::string Generator::gap()
{
    if (m_tidy || chance(92))
        return pick({" ", " ", "\t", "   "});
    return pick({" \\\n", "\\\n  ", " \\ \t\n\t", " \\\n# note\n", " \\\n\n ", " \\\n  # x \\\n", " \\\n \\\n\t"});
}

std::string Generator::type()
{
    if (!m_tidy && chance(7))
        return pick({"frob", "-", "--auth", "auth\r", "[account]", "[]", "AUTH", "-SESSION", "auth,", "[pass word]", "other"});
    if (chance(55))
        return m_mainType;
    return pick({"auth", "auth", "session", "session", "account", "password", "-auth", "-session"});
}

std::string Generator::code()
{
    if (chance(40))
        return pick({"success", "success", "default", "ignore", "new_authtok_reqd", "auth_err"});
    return pam::returnCodeWord(int(below(pam::returnCodeCount)));
}

std::string Generator::action()
{
    if (chance(40))
        return pick({"1", "1", "2", "2", "3", "4", "7", "30", "2147483647"});
    return pick({"ok", "ok", "done", "bad", "die", "ignore", "ignore", "reset", "reset"});
}

std::string Generator::list()
{
    std::string text = "[";
    const std::size_t pairs = 1 + below(4);
    for (std::size_t i = 0; i < pairs; ++i)
        text += (i > 0 ? " " : "") + code() + '=' + action();
    if (chance(60))
        text += " default=" + action();
    return text + ']';
}

std::string Generator::oddControl()
{
    return pick({"frob",
                 "[frob=ok]",
                 "[success=ok",
                 "[]",
                 "[default=bad]",
                 "success=ok",
                 "[required]",
                 "[success=okdefault=ignore]",
                 "[success=0]",
                 "REQUIRED",
                 "[ success = ok\\] ]",
                 "[success=ok\r]",
                 "[success=4294967296]",
                 "[success=4294967297]",
                 "[default=2147483648]",
                 "[success=4294967295]",
                 "[default=4294967294]",
                 "[default=4294967293 success=ok]",
                 "[default=4294967292]",
                 "[success=4294967291]",
                 "[default=4294967290]",
                 "[success=4294967289]",
                 "[success=ok default=99999999999999999999]",
                 "[default=ok default=bad]",
                 "[success=1 success=ok default=bad]",
                 "Sufficient",
                 "[success=ok auth_err=00001]",
                 "success=1",
                 "[success=die # ]",
                 "include\r"});
}

std::string Generator::control()
{
    if (!m_tidy && chance(10))
        return oddControl();
    if (chance(45))
        return pick({"required", "required", "requisite", "optional", "sufficient"});
    return list();
}

std::string Generator::debugArguments(const std::string &type)
{
    const auto value = [this] {
        if (chance(45))
            return std::string("success");
        if (chance(6))
            return pick({"frob", "default", "SUCCESS", "", "success ", "incomplete"});
        return code();
    };
    std::string text;
    const auto add = [this, &text, &value](const char *event) {
        if (chance(85))
            text += gap() + event + '=' + value();
    };
    if (type.ends_with("auth") || chance(5)) {
        add("auth");
        add("cred");
    }
    if (type.ends_with("account") || chance(5)) {
        if (chance(10))
            add("account"); // which is no event
        add("acct");
    }
    if (type.ends_with("session") || chance(5)) {
        add("open_session");
        add("close_session");
    }
    if (type.ends_with("password") || chance(5)) {
        add("prechauthtok");
        add("chauthtok");
    }
    if (chance(4))
        add("auth"); // the first one counts
    return text;
}

std::string Generator::module(const std::string &type)
{
    if (!m_tidy && chance(1))
        return pick({".so", "[]", "dir/", "?.so", "?", "/.hidden"});
    if (chance(6))
        return pick({"pam_permit.so", "pam_deny.so", "pam_deny.so auth=success", "pam_permit.so x"});
    if (chance(4))
        return pick({"pam_nothere.so", "pam_debug.so\r", "[pam_debug.so ]", "/nowhere/x.so", "pam_debug"});
    const bool lower = type.ends_with("auth") || type.ends_with("account") || type.ends_with("password");
    if (chance(1) && lower)
        return "pam_limits.so"; // has functions for sessions only
    if (chance(10))
        return "pam_echo.so" + gap() + "i" + std::to_string(++m_count) + (chance(20) ? gap() + argument() : "");
    if (chance(2))
        return "pam_echo.so file=" + m_directory + pick({"/text", "/nothing", "/nowhere", "", "/text file= x"});
    if (chance(25))
        return m_askModule + gap() + "i" + std::to_string(++m_count);
    return chance(5) ? "[pam_debug.so]" + debugArguments(type) : "pam_debug.so" + debugArguments(type);
}

std::string Generator::argument()
{
    if (!m_tidy && chance(25))
        return pick({"[a b]", "[]", "[a\\]b]", "x[y", "[open", "\\", "a\\b", "[a]b", "c\r", "\v", "[d \\\n e]", "]", "[auth=auth_err]"});
    return "x";
}

std::string Generator::target()
{
    if (chance(4))
        return pick({"/nowhere/file", "no-such-file-anywhere", "/nowhere/.x", ".x"});
    if (chance(3))
        return m_directory; // a directory reads as an empty file
    if (!m_tidy && chance(2))
        return {};
    if (chance(5))
        return pick({"inc1", "inc2", "inc3", "../svc", "inc1/", ".", "INC1"});
    if (chance(1))
        return m_directory + pick({"/svc", "/inc1", "/inc2", "/other"});
    if (m_include == includes)
        return m_directory + "/nothing";
    return m_directory + '/' + includeName(m_include + 1 + int(below(std::size_t(includes - m_include))));
}

std::string Generator::include()
{
    if (chance(15))
        return pick({"@include", "@include", "@INCLUDE", "-@include"}) + gap() + target();
    return type() + gap() + pick({"include", "substack", "substack", "include", "[include]", "SubStack"}) + gap() + target();
}

std::string Generator::rule()
{
    if (chance(m_include == includes ? 3 : 20))
        return include();
    if (!m_tidy && chance(2))
        return type();
    if (!m_tidy && chance(2))
        return type() + gap() + control();
    const std::string kind = type();
    std::string text = kind + gap() + control() + gap() + module(kind);
    while (!m_tidy && chance(8))
        text += gap() + argument();
    return text;
}

std::string Generator::line()
{
    if (chance(6))
        return pick({"", "# comment", "  ", "\t# x", "#"});
    std::string text = rule();
    if (m_tidy)
        return text;
    if (chance(3))
        return pick({"# y \\", "\r", "\v", "\\", " \\"});
    if (chance(4))
        text = std::string(1 + below(1100), ' ') + text;
    if (chance(3))
        text = '#' + std::string(900 + below(250), 'c') + ' ' + text;
    if (chance(3))
        text += gap() + std::string(400 + below(700), 'l') + ' ' + rule();
    if (chance(1))
        text += std::string(below(1100), ' ') + '\\';
    if (chance(1))
        text = std::string(494, ' ') + "\\\n" + std::string(495 + below(40), ' ') + "\\\n" + text;
    if (chance(5))
        text += pick({" # c", "#c", " \\ # c", "\r", " \\\r", "  "});
    if (chance(2))
        text.insert(below(text.size() + 1), 1, '\0');
    return text;
}

std::string Generator::file()
{
    std::string text;
    const std::size_t lines = below(chance(10) ? 30 : 10);
    for (std::size_t i = 0; i < lines; ++i)
        text += line() + '\n';
    if (chance(4))
        text += rule();
    if (!m_tidy && chance(2))
        text += pick({"\\\n", "auth required \\\n", "\\\n\n", " \\\n# end"});
    return text;
}

/// Files nested about as deep as libpam lets them.
void Generator::addNest(Configuration &configuration)
{
    const std::size_t depth = 13 + below(6);
    const std::string kind = pick({"auth", "session"});
    for (std::size_t i = 1; i <= depth; ++i) {
        std::string text = kind + ' ' + list() + " pam_debug.so auth=" + code() + '\n';
        if (i < depth)
            text += kind + ' ' + pick({"include", "substack", "substack"}) + ' ' + m_directory + "/nest" + std::to_string(i + 1) + '\n';
        text += kind + ' ' + control() + " pam_echo.so n" + std::to_string(i) + '\n';
        configuration.files["nest" + std::to_string(i)] = std::move(text);
    }
    configuration.files["svc"] += kind + " substack " + m_directory + "/nest1\n";
}

void Generator::addPrimitives(Configuration &configuration)
{
    std::vector<Primitive> &primitives = configuration.primitives;
    if (chance(30)) {
        primitives.assign(pam::allPrimitives.begin(), pam::allPrimitives.end());
    } else {
        constexpr std::array likely{Primitive::Authenticate, Primitive::Setcred,      Primitive::AcctMgmt,
                                    Primitive::OpenSession,  Primitive::CloseSession, Primitive::Chauthtok,
                                    Primitive::Authenticate, Primitive::Setcred,      Primitive::CloseSession};
        const std::size_t count = 1 + below(9);
        for (std::size_t i = 0; i < count; ++i)
            primitives.push_back(likely[below(likely.size())]);
    }
    // Who was told PAM_INCOMPLETE calls again.
    for (std::size_t i = 0; i < primitives.size() && primitives.size() < 20; ++i) {
        if (chance(20))
            primitives.insert(primitives.begin() + std::ptrdiff_t(i), primitives[i]);
    }
}

} // namespace pamphlet::test
