// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sregistry/dockerfile.h"

#include "core/sregistry/lines.h"

#include <algorithm>

namespace pamphlet::sregistry {

namespace {

constexpr std::string_view argumentName = "ENABLE_PAM";
constexpr std::string_view package = "django-pam";

std::string upper(std::string_view text)
{
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
    return result;
}

/// The keyword of an instruction in upper case.
std::string keyword(std::string_view text)
{
    const std::string_view body = trimmed(text);
    return upper(body.substr(0, std::min(body.find_first_of(" \t"), body.size())));
}

/// `package` as a word: not a part of another package's name.
bool installsPackage(std::string_view text)
{
    const auto isWord = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.' || c == '/';
    };
    for (std::size_t at = text.find(package); at != text.npos; at = text.find(package, at + 1)) {
        const std::size_t end = at + package.size();
        if ((at == 0 || !isWord(text[at - 1])) && (end == text.size() || !isWord(text[end])))
            return text.find("install") < at;
    }
    return false;
}

/// A logical line: an instruction with its continuations, comments between them included.
struct Instruction {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::size_t next = 0;
};

/// The instruction that begins with the line at `offset`.
Instruction instructionAt(std::string_view text, std::size_t offset)
{
    Line line = lineAt(text, offset);
    Instruction result{line.begin, line.end, line.next};
    bool continued = trimmed(line.text(text)).ends_with('\\');
    while (continued && line.next < text.size()) {
        line = lineAt(text, line.next);
        const std::string_view body = trimmed(line.text(text));
        result.end = line.end;
        result.next = line.next;
        if (!body.empty() && !body.starts_with('#'))
            continued = body.ends_with('\\');
    }
    return result;
}

void readArguments(std::string_view text, const Instruction &instruction, const std::string &file, Dockerfile &result)
{
    std::size_t at = text.find_first_not_of(" \t", instruction.begin) + 3;
    while (at < instruction.end) {
        at += blanks(text, at).size();
        const std::size_t end = std::min(text.find_first_of(" \t\r\n", at), instruction.end);
        const std::string_view word = text.substr(at, end - at);
        const std::string_view name = word.substr(0, word.find('='));
        if (name == argumentName) {
            BuildArgument argument;
            argument.hasValue = name.size() < word.size();
            argument.begin = at + name.size() + (argument.hasValue ? 1 : 0);
            argument.end = end;
            std::string_view value = text.substr(argument.begin, end - argument.begin);
            if (value.size() > 1 && (value.front() == '"' || value.front() == '\'') && value.back() == value.front()) {
                value = value.substr(1, value.size() - 2);
                ++argument.begin;
                --argument.end;
            }
            argument.value = value;
            argument.beforeFrom = result.stages.empty();
            argument.where = {file, lineNumber(text, at), columnNumber(text, at)};
            result.arguments.push_back(std::move(argument));
        }
        at = std::max(end, at + 1);
    }
}

void readComment(std::string_view text, const Line &line, const std::string &file, Dockerfile &result)
{
    const std::string_view body = line.text(text);
    const std::size_t hash = body.find('#');
    const std::string_view rest = body.substr(hash + 1);
    if (keyword(rest) != "RUN" || !installsPackage(rest))
        return;
    result.installations.push_back(
        {true, rest.find(argumentName) != rest.npos, line.begin + hash, Place{file, lineNumber(text, line.begin), hash + 1}});
}

std::string commentedOut(const std::string &text, const Dockerfile &dockerfile, const Installation &installation)
{
    // The comment marks of a line that was commented out elsewhere are the file's own style.
    std::string mark = "# ";
    for (const Installation &other : dockerfile.installations) {
        if (other.commented)
            mark = "#" + std::string(blanks(text, other.begin + 1));
    }
    if (mark == "# ") {
        for (std::size_t at = 0; at < text.size(); at = lineAt(text, at).next) {
            const std::string_view line = lineAt(text, at).text(text);
            if (line.starts_with("#") && keyword(line.substr(1)) == "RUN") {
                mark = "#" + std::string(blanks(line, 1));
                break;
            }
        }
    }
    const Instruction instruction = instructionAt(text, installation.begin);
    std::string result = text.substr(0, instruction.begin);
    for (std::size_t at = instruction.begin; at < instruction.next; at = lineAt(text, at).next) {
        const Line line = lineAt(text, at);
        result += mark + text.substr(line.begin, line.next - line.begin);
    }
    return result + text.substr(instruction.next);
}

/// The commented instruction without its marks, over all lines that it continues on.
std::string uncommented(const std::string &text, const Installation &installation)
{
    std::string result = text.substr(0, installation.begin);
    std::size_t at = installation.begin;
    const std::size_t mark = 1 + blanks(text, at + 1).size();
    for (bool continued = true; continued;) {
        const Line line = lineAt(text, at);
        if (text[at] != '#')
            break;
        result += text.substr(at + mark, line.next - at - mark);
        continued = trimmed(line.text(text)).ends_with('\\') && line.next < text.size();
        at = line.next;
    }
    return result + text.substr(at);
}

/// Behind the last instruction that installs with pip, in the last stage; else before what the image runs.
std::string inserted(const std::string &text, const Dockerfile &dockerfile)
{
    std::size_t place = text.size();
    bool pip = false;
    const std::size_t from = dockerfile.stages.empty() ? 0 : dockerfile.stages.back();
    for (std::size_t at = lineAt(text, from).begin; at < text.size();) {
        const Instruction instruction = instructionAt(text, at);
        const std::string word = keyword(std::string_view(text).substr(at, instruction.end - at));
        const std::string_view body = std::string_view(text).substr(at, instruction.end - at);
        if (word == "RUN" && body.find("pip") != body.npos && body.find("install") != body.npos) {
            place = instruction.next;
            pip = true;
        } else if ((word == "CMD" || word == "ENTRYPOINT") && !pip && place == text.size()) {
            place = instruction.begin;
        }
        at = instruction.next;
    }
    const std::string end(lineEnd(text, place == 0 ? 0 : place - 1));
    const std::string lines = std::string(addedMark) + end + "RUN pip install " + std::string(package);
    if (place == text.size() && !text.ends_with('\n'))
        return text + end + lines;
    return text.substr(0, place) + lines + end + text.substr(place);
}

/// Takes out what inserted() added; nullopt if it is not there.
std::optional<std::string> withoutInserted(const std::string &text, const Installation &installation)
{
    const Line line = lineAt(text, installation.begin);
    if (line.begin == 0)
        return std::nullopt;
    const Line above = lineAt(text, line.begin - 1);
    if (above.text(text) != addedMark)
        return std::nullopt;
    if (line.next == line.end && above.begin > 0)
        return text.substr(0, lineAt(text, above.begin - 1).end);
    return text.substr(0, above.begin) + text.substr(line.next);
}

} // namespace

const BuildArgument *Dockerfile::argument() const
{
    const auto found = std::find_if(arguments.rbegin(), arguments.rend(), [](const BuildArgument &a) { return !a.beforeFrom; });
    return found == arguments.rend() ? nullptr : &*found;
}

bool Dockerfile::installs() const
{
    return installs(argument());
}

bool Dockerfile::installs(const BuildArgument *enable) const
{
    return std::any_of(installations.begin(), installations.end(), [&](const Installation &installation) {
        // Without an ARG the variable is empty, and an empty command succeeds.
        return !installation.commented && (!installation.conditional || !enable || enable->on());
    });
}

Dockerfile readDockerfile(std::string_view text, const std::string &file)
{
    Dockerfile result;
    for (std::size_t at = 0; at < text.size();) {
        const Line line = lineAt(text, at);
        const std::string_view body = trimmed(line.text(text));
        if (body.empty() || body.starts_with('#')) {
            if (!body.empty())
                readComment(text, line, file, result);
            at = line.next;
            continue;
        }
        const Instruction instruction = instructionAt(text, at);
        const std::string_view all = text.substr(instruction.begin, instruction.end - instruction.begin);
        const std::string word = keyword(all);
        const std::size_t indent = blanks(text, instruction.begin).size();
        if (word == "FROM")
            result.stages.push_back(instruction.begin);
        else if (word == "ARG")
            readArguments(text, instruction, file, result);
        else if (word == "RUN" && installsPackage(all))
            result.installations.push_back({false, all.find(argumentName) != all.npos, instruction.begin,
                                            Place{file, lineNumber(text, instruction.begin), indent + 1}});
        at = instruction.next;
    }
    return result;
}

Result<std::string> disableInDockerfile(const std::string &text, const std::string &file)
{
    std::string result = text;
    for (Dockerfile dockerfile = readDockerfile(result, file); dockerfile.installs(); dockerfile = readDockerfile(result, file)) {
        const auto installation
            = std::find_if(dockerfile.installations.begin(), dockerfile.installations.end(), [&](const Installation &i) {
                  return !i.commented && (!i.conditional || !dockerfile.argument() || dockerfile.argument()->on());
              });
        if (!installation->conditional) {
            const auto removed = withoutInserted(result, *installation);
            result = removed ? *removed : commentedOut(result, dockerfile, *installation);
        } else if (const BuildArgument *argument = dockerfile.argument()) {
            result = result.substr(0, argument->begin) + (argument->hasValue ? "false" : "=false") + result.substr(argument->end);
        } else {
            return fail(ErrorCode::EditRefused, "the installation depends on ENABLE_PAM, which no ARG sets here", installation->where);
        }
    }
    return result;
}

Result<std::string> enableInDockerfile(const std::string &text, const std::string &file)
{
    const Dockerfile dockerfile = readDockerfile(text, file);
    if (dockerfile.installs())
        return text;
    const auto accepted = [&](const std::string &candidate) {
        const auto back = disableInDockerfile(candidate, file);
        return readDockerfile(candidate, file).installs() && back && *back == text;
    };
    std::string result;
    const bool conditional = std::any_of(dockerfile.installations.begin(), dockerfile.installations.end(),
                                         [](const Installation &i) { return !i.commented && i.conditional; });
    if (const BuildArgument *argument = dockerfile.argument(); argument && conditional) {
        result = text.substr(0, argument->begin) + "true" + text.substr(argument->end);
        if (readDockerfile(result, file).installs())
            return result;
    }
    for (const Installation &installation : dockerfile.installations) {
        if (!installation.commented || installation.conditional)
            continue;
        result = uncommented(text, installation);
        if (accepted(result))
            return result;
    }
    result = inserted(text, dockerfile);
    if (!accepted(result))
        return fail(ErrorCode::EditRefused, "no place was found for the installation of django-pam", Place{file, 1, 1});
    return result;
}

} // namespace pamphlet::sregistry
