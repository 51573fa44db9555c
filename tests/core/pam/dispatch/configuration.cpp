// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "configuration.h"

#include "core/pam/returncode.h"

#include <array>
#include <limits>

namespace pamphlet::test {

namespace {

/// FNV-1a, then mixed: similar questions shall not get similar answers.
std::uint32_t hash(std::uint32_t seed, std::string_view text)
{
    std::uint32_t value = 2166136261U ^ (seed * 2654435761U);
    for (const char c : text)
        value = (value ^ static_cast<unsigned char>(c)) * 16777619U;
    value ^= value >> 16;
    value *= 0x7feb352dU;
    value ^= value >> 15;
    value *= 0x846ca68bU;
    return value ^ (value >> 16);
}

std::string escaped(std::string_view bytes)
{
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (std::size_t i = 0; i < bytes.size();) {
        const std::size_t end = std::min(bytes.find_first_not_of(bytes[i], i), bytes.size());
        const auto byte = static_cast<unsigned char>(bytes[i]);
        std::string shown(1, bytes[i]);
        if (byte == '\t')
            shown = "\\t";
        else if (byte == '\r')
            shown = "\\r";
        else if ((byte < ' ' && byte != '\n') || byte > '~')
            shown = std::string("\\x") + digits[byte >> 4U] + digits[byte & 15U];
        constexpr std::size_t longest = 20;
        if (end - i > longest) {
            text += shown + '{' + std::to_string(end - i) + '}';
        } else {
            for (std::size_t k = i; k < end; ++k)
                text += shown;
        }
        i = end;
    }
    return text;
}

} // namespace

int scriptedAnswer(std::uint32_t script, std::string_view question, std::size_t repetition)
{
    const std::uint32_t value = hash(script + static_cast<std::uint32_t>(repetition) * 7919U, question);
    const std::uint32_t kind = value % 100;
    const std::uint32_t rest = value / 100;
    if (kind < 30)
        return pam::rc::success;
    if (kind < 40)
        return pam::rc::ignore;
    if (kind < (repetition == 0 ? 52U : 43U))
        return pam::rc::incomplete;
    if (kind < 58) {
        constexpr std::array odd{-1, -2, -5, 32, 33, 255, std::numeric_limits<int>::max(), std::numeric_limits<int>::min()};
        return odd[rest % odd.size()];
    }
    return static_cast<int>(rest % pam::returnCodeCount);
}

std::string printable(const Configuration &configuration)
{
    std::string text = "service \"" + configuration.service + "\":";
    for (const pam::Primitive primitive : configuration.primitives)
        text += ' ' + std::string(pam::primitiveName(primitive));
    text += "\nscript " + std::to_string(configuration.script) + '\n';
    for (const auto &[name, bytes] : configuration.files) {
        std::string shown = bytes;
        for (std::size_t at = 0; !configuration.directory.empty() && (at = shown.find(configuration.directory, at)) != std::string::npos;)
            shown.replace(at, configuration.directory.size(), "DIR");
        text += "--- " + name + " (" + std::to_string(bytes.size()) + " bytes)\n" + escaped(shown);
        if (!shown.ends_with('\n'))
            text += shown.empty() ? "" : "(no newline)\n";
    }
    return text;
}

std::string printable(const TransactionRecord &record)
{
    if (record.signal != 0)
        return "ended by signal " + std::to_string(record.signal) + '\n';
    std::string text = "start " + std::to_string(record.start) + '\n';
    for (const CallRecord &call : record.calls) {
        text += "  " + std::to_string(call.code);
        for (const std::string &said : call.said)
            text += " | " + escaped(said);
        text += '\n';
    }
    return text;
}

} // namespace pamphlet::test
