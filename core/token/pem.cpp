// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/token/pem.h"

#include "core/token/base64url.h"

#include <openssl/crypto.h>

#include <algorithm>
#include <optional>

namespace pamphlet::token {

namespace {

constexpr std::string_view beginMark = "-----BEGIN ";
constexpr std::string_view endMark = "-----END ";
constexpr std::string_view dashes = "-----";

/// Lines with their offsets; trailing blanks do not count (Go's pem trims them).
class Lines
{
public:
    explicit Lines(std::string_view bytes)
        : m_bytes(bytes)
    { }

    bool atEnd() const { return m_position >= m_bytes.size(); }
    std::size_t position() const { return m_position; }
    std::size_t number() const { return m_number; }

    std::string_view next()
    {
        const std::size_t newline = std::min(m_bytes.find('\n', m_position), m_bytes.size());
        std::string_view line = m_bytes.substr(m_position, newline - m_position);
        m_position = std::min(newline + 1, m_bytes.size());
        ++m_number;
        while (!line.empty() && (line.back() == '\r' || line.back() == ' ' || line.back() == '\t'))
            line.remove_suffix(1);
        return line;
    }

private:
    std::string_view m_bytes;
    std::size_t m_position = 0;
    std::size_t m_number = 1; ///< of the next line
};

std::optional<std::string> labelOf(std::string_view line, std::string_view mark)
{
    if (!line.starts_with(mark) || !line.ends_with(dashes) || line.size() < mark.size() + dashes.size())
        return std::nullopt;
    return std::string(line.substr(mark.size(), line.size() - mark.size() - dashes.size()));
}

/// Reads on behind the BEGIN line. Leaves `lines` behind the END line if there is one that matches.
PemBlock readBlock(Lines &lines, std::string label, std::size_t begin, std::size_t number)
{
    PemBlock block{std::move(label), {}, begin, 0, number, false, true};
    block.encrypted = block.label.find("ENCRYPTED") != std::string::npos;
    const bool secret = isPrivateKeyLabel(block.label);
    std::string digits;
    Lines ahead = lines;
    bool headers = true;
    while (!ahead.atEnd()) {
        const std::string_view line = ahead.next();
        if (headers && line.find(':') != std::string_view::npos) {
            block.encrypted = block.encrypted || line.starts_with("DEK-Info") || line.find("ENCRYPTED") != std::string_view::npos;
            continue;
        }
        headers = headers && line.empty();
        if (labelOf(line, beginMark))
            break;
        const std::optional<std::string> end = labelOf(line, endMark);
        if (!end) {
            digits.append(line);
            continue;
        }
        if (*end != block.label)
            break;
        lines = ahead;
        std::optional<std::string> der = fromBase64AsGo(digits, Base64Alphabet::Standard, Base64Padding::Required);
        block.broken = !der;
        if (der && !secret)
            block.der = std::move(*der);
        else if (der)
            OPENSSL_cleanse(der->data(), der->size());
        break;
    }
    if (secret)
        OPENSSL_cleanse(digits.data(), digits.size());
    block.end = lines.position();
    return block;
}

} // namespace

bool isPrivateKeyLabel(std::string_view label)
{
    return label.ends_with("PRIVATE KEY");
}

std::vector<PemBlock> findPemBlocks(std::string_view bytes)
{
    std::vector<PemBlock> blocks;
    Lines lines(bytes);
    while (!lines.atEnd()) {
        const std::size_t begin = lines.position();
        const std::size_t number = lines.number();
        if (std::optional<std::string> label = labelOf(lines.next(), beginMark))
            blocks.push_back(readBlock(lines, std::move(*label), begin, number));
    }
    return blocks;
}

std::string toPem(std::string_view label, std::string_view der)
{
    std::string text = "-----BEGIN " + std::string(label) + "-----\n";
    const std::string digits = toBase64(der);
    for (std::size_t i = 0; i < digits.size(); i += 64)
        text.append(digits, i, 64).append(1, '\n');
    return text + "-----END " + std::string(label) + "-----\n";
}

} // namespace pamphlet::token
