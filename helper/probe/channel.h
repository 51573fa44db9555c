// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/secret.h"
#include "helper/probe/frame.h"

#include <array>
#include <optional>

namespace pamphlet::helper {

/// The descriptor on which a probe finds its end of the socket pair.
inline constexpr int channelDescriptor = 3;

/// The probe's end. Blocking: a probe has nothing to do while it waits.
class Channel
{
public:
    explicit Channel(int descriptor);
    ~Channel();
    Channel(const Channel &) = delete;
    Channel &operator=(const Channel &) = delete;

    /// False if the helper is gone.
    [[nodiscard]] bool send(const Frame &frame);

    /// nullopt if the helper is gone or says something else.
    std::optional<LoginRequest> receiveRequest();

    /// Waits for the answer to a prompt; answers to others are dropped. False if the helper is gone.
    [[nodiscard]] bool receiveAnswer(std::uint32_t prompt, Secret &secret);

private:
    /// The bytes of the next message, inside m_buffer; empty: the helper is gone.
    std::string_view receive();
    void wipe();

    int m_descriptor;
    char *m_buffer = nullptr; ///< locked and left out of dumps: answers pass through it
};

} // namespace pamphlet::helper
