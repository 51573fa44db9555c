// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/modules/gunzip.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <limits>

namespace pamphlet::pam {

namespace {

constexpr int gzipOnly = 16 + MAX_WBITS; // zlib.h: inflateInit2()

/// A stream that is closed on every way out.
class Inflater
{
public:
    Inflater() { m_ready = inflateInit2(&m_stream, gzipOnly) == Z_OK; }
    ~Inflater()
    {
        if (m_ready)
            inflateEnd(&m_stream);
    }
    Inflater(const Inflater &) = delete;
    Inflater &operator=(const Inflater &) = delete;

    bool ready() const { return m_ready; }
    z_stream &stream() { return m_stream; }

private:
    z_stream m_stream{};
    bool m_ready = false;
};

} // namespace

Result<std::string> gunzip(std::string_view bytes, std::size_t maxBytes)
{
    if (bytes.size() > std::numeric_limits<uInt>::max())
        return fail(ErrorCode::TooLarge, "more gzip data than can be read at once");
    Inflater inflater;
    if (!inflater.ready())
        return fail(ErrorCode::Io, "zlib could not be started");
    z_stream &stream = inflater.stream();
    stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(bytes.data())); // zlib does not write to it
    stream.avail_in = static_cast<uInt>(bytes.size());
    std::string content;
    std::array<char, 16384> buffer{};
    while (true) {
        stream.next_out = reinterpret_cast<Bytef *>(buffer.data());
        stream.avail_out = static_cast<uInt>(buffer.size());
        const int state = inflate(&stream, Z_NO_FLUSH);
        const std::size_t made = buffer.size() - stream.avail_out;
        if (made > maxBytes - content.size())
            return fail(ErrorCode::TooLarge, "larger than " + std::to_string(maxBytes) + " bytes");
        content.append(buffer.data(), made);
        if (state == Z_STREAM_END)
            return content;
        if (state != Z_OK || (made == 0 && stream.avail_in == 0))
            return fail(ErrorCode::InvalidInput, "not gzip data, or damaged");
    }
}

} // namespace pamphlet::pam
