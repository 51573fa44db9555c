// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/yaml/scalartype.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <string>

namespace pamphlet::yaml {

namespace {

constexpr std::string_view decimal = "0123456789";
constexpr std::string_view decimalGrouped = "0123456789_";
constexpr std::string_view octal = "01234567";
constexpr std::string_view hexadecimal = "0123456789abcdefABCDEF";

template<std::size_t N>
bool isOneOf(std::string_view text, const std::array<std::string_view, N> &words)
{
    return std::find(words.begin(), words.end(), text) != words.end();
}

constexpr std::array<std::string_view, 4> nullWords{"~", "null", "Null", "NULL"};
constexpr std::array<std::string_view, 3> trueWords{"true", "True", "TRUE"};
constexpr std::array<std::string_view, 3> falseWords{"false", "False", "FALSE"};
constexpr std::array<std::string_view, 6> yesWords{"yes", "Yes", "YES", "on", "On", "ON"};
constexpr std::array<std::string_view, 6> noWords{"no", "No", "NO", "off", "Off", "OFF"};
constexpr std::array<std::string_view, 2> yWords{"y", "Y"};
constexpr std::array<std::string_view, 2> nWords{"n", "N"};
constexpr std::array<std::string_view, 3> infinityWords{".inf", ".Inf", ".INF"};
constexpr std::array<std::string_view, 3> nanWords{".nan", ".NaN", ".NAN"};

/// Takes the characters of `set` from the front of `text`; how many.
std::size_t take(std::string_view &text, std::string_view set)
{
    const std::size_t count = std::min(text.find_first_not_of(set), text.size());
    text.remove_prefix(count);
    return count;
}

bool consistsOf(std::string_view text, std::string_view set)
{
    return !text.empty() && text.find_first_not_of(set) == std::string_view::npos;
}

bool takePrefix(std::string_view &text, std::string_view prefix)
{
    const bool there = text.starts_with(prefix);
    if (there)
        text.remove_prefix(prefix.size());
    return there;
}

std::string_view withoutSign(std::string_view text)
{
    if (text.starts_with('+') || text.starts_with('-'))
        text.remove_prefix(1);
    return text;
}

std::string lower(std::string_view text)
{
    std::string result(text);
    for (char &c : result)
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return result;
}

std::string withoutUnderscores(std::string_view text)
{
    std::string result(text);
    std::erase(result, '_');
    return result;
}

bool isSpecialFloat(std::string_view text)
{
    return isOneOf(withoutSign(text), infinityWords) || isOneOf(text, nanWords);
}

/// 2001-12-14, with or without a time behind it.
bool isTimestamp(std::string_view text)
{
    if (take(text, decimal) != 4 || !takePrefix(text, "-"))
        return false;
    const std::size_t month = take(text, decimal);
    if (month < 1 || month > 2 || !takePrefix(text, "-"))
        return false;
    const std::size_t day = take(text, decimal);
    return day >= 1 && day <= 2
        && (text.empty()
            || (std::string_view("Tt \t").find(text.front()) != std::string_view::npos
                && text.find_first_not_of("0123456789:.TtZ \t+-") == std::string_view::npos));
}

/// Behind the first digits of a base 60 number: `:5` `:59`, at least once.
bool takeSixties(std::string_view &text)
{
    bool any = false;
    while (takePrefix(text, ":")) {
        const std::string_view rest = text;
        const std::string_view digits = rest.substr(0, take(text, decimal));
        if (digits.empty() || digits.size() > 2 || (digits.size() == 2 && digits.front() > '5'))
            return false;
        any = true;
    }
    return any;
}

bool isInteger11(std::string_view text)
{
    text = withoutSign(text);
    if (takePrefix(text, "0b"))
        return consistsOf(text, "01_");
    if (takePrefix(text, "0x"))
        return consistsOf(text, "0123456789abcdefABCDEF_");
    if (text.starts_with('0'))
        return text.size() == 1 || consistsOf(text.substr(1), "01234567_");
    if (text.starts_with('_') || take(text, decimalGrouped) == 0)
        return false;
    return text.empty() || (takeSixties(text) && text.empty());
}

/// `strict`: a sign before a bare point makes it text.
bool isFloat11(std::string_view text, bool strict)
{
    if (isSpecialFloat(text))
        return true;
    const std::string_view unsignedText = withoutSign(text);
    const bool hasSign = unsignedText.size() != text.size();
    text = unsignedText;
    if (text.starts_with('_'))
        return false;
    const bool whole = take(text, decimalGrouped) > 0;
    const bool sixties = whole && text.starts_with(':');
    if ((sixties && !takeSixties(text)) || !takePrefix(text, ".") || (!whole && (text.starts_with('_') || (strict && hasSign))))
        return false;
    const std::size_t fraction = take(text, decimalGrouped);
    if (!whole && fraction == 0)
        return false;
    if (text.empty() || sixties)
        return text.empty();
    if (!takePrefix(text, "e") && !takePrefix(text, "E"))
        return false;
    return (takePrefix(text, "+") || takePrefix(text, "-")) && consistsOf(text, decimal);
}

bool isInteger12(std::string_view text)
{
    if (text.starts_with("0o"))
        return consistsOf(text.substr(2), octal);
    if (text.starts_with("0x"))
        return consistsOf(text.substr(2), hexadecimal);
    return consistsOf(withoutSign(text), decimal);
}

bool isFloat12(std::string_view text)
{
    if (isSpecialFloat(text))
        return true;
    text = withoutSign(text);
    const bool whole = take(text, decimal) > 0;
    const bool fraction = takePrefix(text, ".") && take(text, decimal) > 0;
    if (!whole && !fraction)
        return false;
    if (takePrefix(text, "e") || takePrefix(text, "E"))
        return consistsOf(withoutSign(text), decimal);
    return text.empty();
}

bool isGoInteger(std::string_view text)
{
    text = withoutSign(text);
    const std::string start = lower(text.substr(0, 2));
    if (start == "0x")
        return consistsOf(text.substr(2), hexadecimal);
    if (start == "0b")
        return consistsOf(text.substr(2), "01");
    if (start == "0o")
        return consistsOf(text.substr(2), octal);
    return consistsOf(text, text.starts_with('0') ? octal : decimal);
}

ScalarType goNumber(std::string_view text)
{
    if (text.starts_with('.') || isSpecialFloat(text))
        return isFloat12(text) ? ScalarType::Float : ScalarType::String;
    if (text.empty() || (withoutSign(text).size() == text.size() && decimal.find(text.front()) == std::string_view::npos))
        return ScalarType::String;
    if (isTimestamp(text))
        return ScalarType::Other;
    const std::string plain = withoutUnderscores(text);
    return isGoInteger(plain) ? ScalarType::Integer : isFloat12(plain) ? ScalarType::Float : ScalarType::String;
}

ScalarType symfonyType(std::string_view text)
{
    const std::string word = lower(text);
    if (text.empty() || text == "~" || word == "null")
        return ScalarType::Null;
    if (word == "true" || word == "false")
        return ScalarType::Bool;
    if (word == ".inf" || word == "-.inf" || word == ".nan")
        return ScalarType::Float;
    const std::string_view digits = withoutSign(text);
    if (consistsOf(digits, decimalGrouped) && !digits.starts_with('_')) {
        if (text.starts_with('+'))
            return ScalarType::Float;
        // Zeros in front were octal once, are text today.
        return digits.size() > 1 && digits.starts_with('0') ? ScalarType::Other : ScalarType::Integer;
    }
    if ((digits.starts_with("0o") && consistsOf(digits.substr(2), "01234567_"))
        || (word.starts_with("0x") && consistsOf(text.substr(2), "0123456789abcdefABCDEF_")))
        return ScalarType::Integer;
    if (isTimestamp(text))
        return ScalarType::Other;
    const bool grouped = consistsOf(digits, "0123456789_.") && decimal.find(digits.front()) != std::string_view::npos;
    return isFloat12(text) || (grouped && isFloat12(withoutUnderscores(text))) ? ScalarType::Float : ScalarType::String;
}

ScalarType type11(std::string_view text, bool pyYaml)
{
    if (isOneOf(text, yesWords) || isOneOf(text, noWords) || (!pyYaml && (isOneOf(text, yWords) || isOneOf(text, nWords))))
        return ScalarType::Bool;
    if (isInteger11(text))
        return ScalarType::Integer;
    if (isFloat11(text, pyYaml))
        return ScalarType::Float;
    return text == "=" || text == "<<" || isTimestamp(text) ? ScalarType::Other : ScalarType::String;
}

} // namespace

ScalarType plainType(std::string_view text, Reader reader)
{
    if (reader == Reader::Symfony)
        return symfonyType(text);
    if (text.empty() || isOneOf(text, nullWords))
        return ScalarType::Null;
    if (isOneOf(text, trueWords) || isOneOf(text, falseWords))
        return ScalarType::Bool;
    switch (reader) {
    case Reader::Yaml11:
        return type11(text, false);
    case Reader::PyYaml:
        return type11(text, true);
    case Reader::GoYaml2:
        if (isOneOf(text, yesWords) || isOneOf(text, noWords) || isOneOf(text, yWords) || isOneOf(text, nWords))
            return ScalarType::Bool;
        return text == "<<" ? ScalarType::Other : goNumber(text);
    default:
        return isInteger12(text) ? ScalarType::Integer : isFloat12(text) ? ScalarType::Float : ScalarType::String;
    }
}

ScalarType typeOf(const Value &value, Reader reader)
{
    if (value.kind != Kind::Scalar && value.kind != Kind::Null)
        return ScalarType::Other;
    if (value.tag.empty())
        return value.style == Style::Plain ? plainType(value.text, reader) : ScalarType::String;
    struct Tag {
        std::string_view name;
        ScalarType type;
    };
    constexpr std::array tags{Tag{"!", ScalarType::String},
                              Tag{"tag:yaml.org,2002:str", ScalarType::String},
                              Tag{"tag:yaml.org,2002:bool", ScalarType::Bool},
                              Tag{"tag:yaml.org,2002:int", ScalarType::Integer},
                              Tag{"tag:yaml.org,2002:float", ScalarType::Float},
                              Tag{"tag:yaml.org,2002:null", ScalarType::Null}};
    const auto *const known = std::find_if(tags.begin(), tags.end(), [&value](const Tag &tag) { return tag.name == value.tag; });
    return known == tags.end() ? ScalarType::Other : known->type;
}

std::optional<bool> boolOf(const Value &value, Reader reader)
{
    if (typeOf(value, reader) != ScalarType::Bool)
        return std::nullopt;
    const std::string word = lower(value.text);
    if (word == "true" || word == "yes" || word == "on" || word == "y")
        return true;
    if (word == "false" || word == "no" || word == "off" || word == "n")
        return false;
    return std::nullopt;
}

std::optional<long long> integerOf(const Value &value, Reader reader)
{
    if (typeOf(value, reader) != ScalarType::Integer)
        return std::nullopt;
    const std::string plain = withoutUnderscores(value.text);
    const bool negative = plain.starts_with('-');
    std::string_view digits = withoutSign(plain);
    const std::string start = lower(digits.substr(0, 2));
    int base = 10;
    if (start == "0x" || start == "0b" || start == "0o") {
        base = start == "0x" ? 16 : start == "0b" ? 2 : 8;
        digits.remove_prefix(2);
    } else if (digits.starts_with('0') && digits.size() > 1 && reader != Reader::Yaml12) {
        base = 8;
    }
    unsigned long long total = 0;
    while (true) {
        unsigned long long part = 0;
        const char *const end = digits.data() + digits.size();
        const auto [stop, error] = std::from_chars(digits.data(), end, part, base);
        constexpr auto most = static_cast<unsigned long long>(std::numeric_limits<long long>::max());
        if (error != std::errc{} || total > most / 60 || part > most - total * 60)
            return std::nullopt;
        total = total * 60 + part;
        if (stop == end)
            return negative ? -static_cast<long long>(total) : static_cast<long long>(total);
        if (*stop != ':')
            return std::nullopt;
        digits = std::string_view(stop + 1, static_cast<std::size_t>(end - stop - 1));
    }
}

bool isStringForAll(std::string_view text)
{
    constexpr std::array readers{Reader::Yaml11, Reader::Yaml12, Reader::GoYaml2, Reader::PyYaml, Reader::Symfony};
    return std::all_of(readers.begin(), readers.end(), [text](Reader reader) { return plainType(text, reader) == ScalarType::String; });
}

} // namespace pamphlet::yaml
