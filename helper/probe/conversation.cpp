// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "helper/probe/conversation.h"

#include <cstdlib>
#include <cstring>

#include <string.h> // explicit_bzero

namespace pamphlet::helper {

pam_conv Conversation::callback()
{
    return {&Conversation::converse, this};
}

char *Conversation::ask(PromptStyle style, const char *text)
{
    const auto prompt = ++m_prompts;
    Secret secret;
    if (!m_channel.send(ModuleMessage{prompt, style, text ? text : ""}) || !m_channel.receiveAnswer(prompt, secret))
        return nullptr;
    // libpam wants memory from malloc, and frees (modules: wipes and frees) it.
    auto *answer = static_cast<char *>(std::malloc(secret.size() + 1));
    if (!answer)
        return nullptr;
    std::memcpy(answer, secret.view().data(), secret.size());
    answer[secret.size()] = '\0';
    return answer;
}

int Conversation::converse(int count, const pam_message **messages, pam_response **responses, void *self)
{
    auto *conversation = static_cast<Conversation *>(self);
    if (!conversation || !messages || !responses || count <= 0 || count > PAM_MAX_NUM_MSG)
        return PAM_CONV_ERR;
    auto *answers = static_cast<pam_response *>(std::calloc(static_cast<std::size_t>(count), sizeof(pam_response)));
    if (!answers)
        return PAM_BUF_ERR;
    bool ok = true;
    for (int i = 0; ok && i < count; ++i) {
        const char *text = messages[i]->msg;
        switch (messages[i]->msg_style) {
        case PAM_PROMPT_ECHO_OFF:
            answers[i].resp = conversation->ask(PromptStyle::EchoOff, text);
            ok = answers[i].resp != nullptr;
            break;
        case PAM_PROMPT_ECHO_ON:
            answers[i].resp = conversation->ask(PromptStyle::EchoOn, text);
            ok = answers[i].resp != nullptr;
            break;
        case PAM_TEXT_INFO:
            ok = conversation->m_channel.send(ModuleMessage{0, PromptStyle::Info, text ? text : ""});
            break;
        case PAM_ERROR_MSG:
            ok = conversation->m_channel.send(ModuleMessage{0, PromptStyle::Error, text ? text : ""});
            break;
        default: // binary prompts and radio buttons: no program that Pamphlet stands in for has them
            ok = false;
        }
    }
    if (ok) {
        *responses = answers;
        return PAM_SUCCESS;
    }
    for (int i = 0; i < count; ++i) {
        if (answers[i].resp) {
            ::explicit_bzero(answers[i].resp, std::strlen(answers[i].resp));
            std::free(answers[i].resp);
        }
    }
    std::free(answers);
    return PAM_CONV_ERR;
}

} // namespace pamphlet::helper
