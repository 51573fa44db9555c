// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "helper/probe/channel.h"

#include <security/pam_appl.h>

namespace pamphlet::helper {

/// pam_conv(3) over the channel.
class Conversation
{
public:
    explicit Conversation(Channel &channel)
        : m_channel(channel)
    { }

    /// Points to this object, which must outlive the handle it is given to.
    pam_conv callback();

private:
    static int converse(int count, const pam_message **messages, pam_response **responses, void *self);
    /// The answer in memory that belongs to the module, or null.
    char *ask(PromptStyle style, const char *text);

    Channel &m_channel;
    std::uint32_t m_prompts = 0; ///< numbers given so far
};

} // namespace pamphlet::helper
