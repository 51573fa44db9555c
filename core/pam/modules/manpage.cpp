// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/modules/manpage.h"

#include "core/pam/modules/roff.h"

#include <algorithm>
#include <optional>

namespace pamphlet::pam {

namespace {

constexpr std::size_t maxArguments = 256;
constexpr std::size_t maxSentence = 240;
constexpr std::size_t maxTag = 512; ///< what is longer is a sentence

std::string lowerCase(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return text;
}

std::string simplified(std::string_view text)
{
    std::string result;
    for (const char c : text) {
        if (c != ' ')
            result += c;
        else if (!result.empty() && result.back() != ' ')
            result += c;
    }
    while (result.ends_with(' '))
        result.pop_back();
    return result;
}

bool isNameStart(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool isNameByte(char c)
{
    return isNameStart(c) || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

std::string firstSentence(const std::string &paragraph)
{
    std::string text = simplified(paragraph);
    for (std::size_t dot = text.find(". "); dot != std::string::npos; dot = text.find(". ", dot + 1)) {
        const bool abbreviation
            = dot >= 3 && (text.substr(dot - 3, 3) == "i.e" || text.substr(dot - 3, 3) == "e.g" || text.substr(dot - 3, 3) == "etc");
        if (!abbreviation) {
            text.resize(dot);
            break;
        }
    }
    if (text.size() > maxSentence) {
        text.resize(maxSentence);
        while (!text.empty() && (static_cast<unsigned char>(text.back()) & 0xc0) == 0x80) // never half a character
            text.pop_back();
        if (!text.empty() && static_cast<unsigned char>(text.back()) >= 0xc0)
            text.pop_back();
        text += "\u2026";
    }
    while (text.ends_with('.') || text.ends_with(' ') || text.ends_with(':'))
        text.pop_back();
    return text;
}

/// "[a|b]", "{a|b}", "(a|b)", "a|b": what a value may be; empty if it is no list of words.
std::vector<std::string> choicesOf(std::string_view value)
{
    if (value.size() > 2
        && ((value.front() == '[' && value.back() == ']') || (value.front() == '{' && value.back() == '}')
            || (value.front() == '(' && value.back() == ')')))
        value = value.substr(1, value.size() - 2);
    if (value.find('|') == std::string_view::npos)
        return {};
    std::vector<std::string> choices;
    while (true) {
        const std::size_t bar = value.find('|');
        const std::string choice = simplified(value.substr(0, bar));
        if (choice.empty() || !std::all_of(choice.begin(), choice.end(), isNameByte)
            || std::find(choices.begin(), choices.end(), choice) != choices.end())
            return {};
        choices.push_back(choice);
        if (bar == std::string_view::npos)
            return choices;
        value.remove_prefix(bar + 1);
    }
}

ArgumentType typeOfPlaceholder(std::string_view value)
{
    std::string word = lowerCase(simplified(value));
    std::erase_if(word, [](char c) { return c == '<' || c == '>' || c == '[' || c == ']'; });
    const auto is
        = [&word](std::initializer_list<std::string_view> words) { return std::find(words.begin(), words.end(), word) != words.end(); };
    if (is({"n", "number", "count", "num", "int", "integer", "uid", "gid", "days"}))
        return ArgumentType::Number;
    if (is({"seconds", "secs", "s"}))
        return ArgumentType::Duration;
    if (is({"file", "filename", "path", "directory", "dir", "conf-file", "file-name"}) || word.starts_with('/'))
        return ArgumentType::Path;
    if (is({"user", "username"}))
        return ArgumentType::User;
    if (is({"group", "groupname"}))
        return ArgumentType::Group;
    if (is({"mask", "0nnn"}))
        return ArgumentType::Octal;
    return ArgumentType::Text;
}

/// "remember=n", "debug", "debug[=bool]", "item=[a|b]": nullopt if it is not an argument at all.
std::optional<ModuleArgument> argumentOf(std::string_view term)
{
    const auto nameEnd = std::find_if_not(term.begin(), term.end(), isNameByte);
    ModuleArgument argument;
    argument.name.assign(term.begin(), nameEnd);
    if (argument.name.empty() || !isNameStart(argument.name.front()) || argument.name.ends_with('-')
        || std::none_of(argument.name.begin(), argument.name.end(), [](char c) { return c >= 'a' && c <= 'z'; }))
        return std::nullopt;
    std::string_view rest = term.substr(argument.name.size());
    if (rest.empty())
        return argument;
    argument.bare = rest.starts_with("[=");
    rest.remove_prefix(argument.bare ? 1 : std::min(rest.find_first_not_of(' '), rest.size()));
    if (!rest.starts_with('='))
        return std::nullopt; // a sentence
    rest.remove_prefix(1);
    if (argument.bare && rest.ends_with(']'))
        rest.remove_suffix(1);
    const std::string value = simplified(rest);
    argument.choices = choicesOf(value);
    argument.type = argument.choices.empty() ? typeOfPlaceholder(value) : ArgumentType::Choice;
    return argument;
}

/// The arguments that a tag names: "debug", "use_first_pass | try_first_pass", "{preauth|authfail|authsucc}", "[prompt=text]".
std::vector<ModuleArgument> argumentsOfTag(std::string tag)
{
    tag = simplified(tag);
    if (tag.size() > maxTag)
        return {};
    while (tag.size() > 2 && ((tag.front() == '{' && tag.back() == '}') || (tag.front() == '[' && tag.back() == ']')))
        tag = simplified(std::string_view(tag).substr(1, tag.size() - 2));
    std::vector<ModuleArgument> arguments;
    std::string_view rest = tag;
    while (!rest.empty()) {
        // A bar or comma between names parts them; behind a "=" it belongs to the value.
        std::size_t end = 0;
        bool inValue = false;
        for (; end < rest.size() && (inValue || (rest[end] != '|' && rest[end] != ',')); ++end)
            inValue = inValue || rest[end] == '=';
        if (const std::optional<ModuleArgument> argument = argumentOf(simplified(rest.substr(0, end))))
            arguments.push_back(*argument);
        else
            return {}; // half understood is not understood
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return arguments;
}

class PageReader
{
public:
    ManPage read(std::string_view source)
    {
        for (const RoffLine &line : roffLines(source))
            take(line);
        finishEntry();
        m_page.summary = summaryOf(m_name);
        return std::move(m_page);
    }

private:
    enum class Section { Other, Name, Options };

    void take(const RoffLine &line)
    {
        if (line.macro == "SH" || line.macro == "Sh")
            return startSection(line);
        if (m_section == Section::Name) {
            if (line.macro == "Nd")
                m_name += " - ";
            m_name += ' ' + (line.macro == "Nd" ? roffShownArguments(line.arguments) : roffShown(line));
        } else if (m_section == Section::Options) {
            takeOption(line);
        }
    }

    void startSection(const RoffLine &line)
    {
        finishEntry();
        m_depth = 0;
        m_lists = 0;
        m_tagDepth.reset();
        std::string title;
        for (const std::string &argument : line.arguments)
            title += ' ' + roffText(argument);
        title = lowerCase(simplified(title));
        m_section = title == "name"                                      ? Section::Name
            : title.ends_with("options") || title.ends_with("arguments") ? Section::Options
                                                                         : Section::Other;
    }

    void takeOption(const RoffLine &line)
    {
        if (line.macro == "TP" || line.macro == "TQ") {
            startEntry();
            m_awaitsTag = true;
        } else if (line.macro == "IP") {
            startEntry();
            if (!line.arguments.empty())
                setTag(roffText(line.arguments.front()));
        } else if (line.macro == "PP" || line.macro == "P" || line.macro == "LP" || line.macro == "sp") {
            startParagraph();
        } else if (line.macro == "RS") {
            openIndent();
        } else if (line.macro == "RE") {
            if (m_depth > 0)
                --m_depth;
        } else if (line.macro == "Bl") {
            ++m_lists;
        } else if (line.macro == "El") {
            if (m_lists == 1)
                finishEntry();
            if (m_lists > 0)
                --m_lists;
        } else if (line.macro == "It") {
            if (m_lists <= 1) {
                startEntry();
                const std::string tag = roffShownArguments(line.arguments);
                m_awaitsTag = tag.empty(); // the tag is on lines of its own
                setTag(tag);
            }
        } else if (std::string text = roffShown(line); !text.empty()) {
            if (m_awaitsTag) {
                m_awaitsTag = false;
                setTag(std::move(text));
            } else if (m_entry.empty()) {
                m_paragraph += ' ' + text;
            } else if (!m_bodyDone) {
                m_body += ' ' + text;
            }
        }
    }

    /// A tag opens; one that is deeper than the first of the section belongs to a list inside an argument's text.
    void startEntry()
    {
        if (m_tagDepth && m_depth > *m_tagDepth) {
            m_bodyDone = m_bodyDone || !m_body.empty();
            return;
        }
        if (m_entry.empty() || !m_body.empty()) // else the tags share the text that comes
            finishEntry();
    }

    void setTag(std::string tag)
    {
        if (m_tagDepth && m_depth > *m_tagDepth)
            return;
        std::vector<ModuleArgument> arguments = argumentsOfTag(std::move(tag));
        if (arguments.empty())
            return;
        m_tagDepth = m_tagDepth.value_or(m_depth);
        m_entry.insert(m_entry.end(), std::make_move_iterator(arguments.begin()), std::make_move_iterator(arguments.end()));
    }

    /// In pages that docbook makes a tag is a paragraph of its own, and its text is indented.
    void openIndent()
    {
        if (m_entry.empty() && !m_paragraph.empty()) {
            setTag(m_paragraph);
            m_paragraph.clear();
        }
        ++m_depth;
    }

    void startParagraph()
    {
        if (m_depth == 0 || (m_tagDepth && m_depth <= *m_tagDepth))
            finishEntry();
        m_paragraph.clear();
        m_bodyDone = m_bodyDone || !m_body.empty();
    }

    void finishEntry()
    {
        const std::string sentence = firstSentence(m_body);
        for (ModuleArgument &argument : m_entry) {
            const auto known = std::find_if(m_page.arguments.begin(), m_page.arguments.end(),
                                            [&argument](const ModuleArgument &other) { return other.name == argument.name; });
            if (known == m_page.arguments.end() && m_page.arguments.size() < maxArguments) {
                argument.summary = sentence;
                m_page.arguments.push_back(std::move(argument));
            } else if (known != m_page.arguments.end() && (known->type == ArgumentType::Flag) != (argument.type == ArgumentType::Flag)) {
                const std::string summary = known->summary.empty() ? sentence : known->summary;
                if (known->type == ArgumentType::Flag)
                    *known = std::move(argument);
                known->bare = true;
                known->summary = summary;
            }
        }
        m_entry.clear();
        m_body.clear();
        m_paragraph.clear();
        m_bodyDone = false;
        m_awaitsTag = false;
    }

    static std::string summaryOf(const std::string &name)
    {
        std::size_t begin = std::string::npos;
        for (const std::string_view dash : {" - ", " -- ", " \u2013 ", " \u2014 "}) {
            if (const std::size_t at = name.find(dash); at < begin)
                begin = at + dash.size();
        }
        return begin == std::string::npos ? std::string() : firstSentence(name.substr(begin));
    }

    ManPage m_page;
    Section m_section = Section::Other;
    std::string m_name;
    std::vector<ModuleArgument> m_entry; ///< arguments whose text is being read
    std::string m_body; ///< that text
    std::string m_paragraph; ///< text outside of any entry
    bool m_bodyDone = false; ///< more text would be another paragraph
    bool m_awaitsTag = false; ///< the next text is a tag
    std::size_t m_depth = 0; ///< of RS
    std::size_t m_lists = 0; ///< depth of Bl
    std::optional<std::size_t> m_tagDepth; ///< where the first tag stood
};

} // namespace

ManPage parseManPage(std::string_view source)
{
    return PageReader().read(source);
}

} // namespace pamphlet::pam
