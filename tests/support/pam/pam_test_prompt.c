/* SPDX-FileCopyrightText: 2026 The Pamphlet developers */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Asks for two things in one conversation and compares the answers: on=TEXT off=TEXT. */
#include <security/pam_modules.h>

#include <stdlib.h>
#include <string.h>

static const char *argument(int argc, const char **argv, const char *name)
{
    size_t length = strlen(name);
    int i;
    for (i = 0; i < argc; i++) {
        if (strncmp(argv[i], name, length) == 0)
            return argv[i] + length;
    }
    return "";
}

int pam_sm_authenticate(pam_handle_t *pamh, int flags, int argc, const char **argv)
{
    static const struct pam_message messages[] = {
        {PAM_TEXT_INFO, "Two questions."},
        {PAM_PROMPT_ECHO_ON, "Colour: "},
        {PAM_PROMPT_ECHO_OFF, "Password: "},
        {PAM_ERROR_MSG, "That was all."},
    };
    const struct pam_message *pointers[] = {&messages[0], &messages[1], &messages[2], &messages[3]};
    const struct pam_conv *conversation = NULL;
    struct pam_response *answers = NULL;
    int code, i;
    (void)flags;
    code = pam_get_item(pamh, PAM_CONV, (const void **)&conversation);
    if (code != PAM_SUCCESS)
        return code;
    code = conversation->conv(4, pointers, &answers, conversation->appdata_ptr);
    if (code != PAM_SUCCESS)
        return code;
    code = PAM_AUTH_ERR;
    if (strcmp(answers[1].resp, argument(argc, argv, "on=")) == 0 && strcmp(answers[2].resp, argument(argc, argv, "off=")) == 0)
        code = PAM_SUCCESS;
    for (i = 0; i < 4; i++) {
        if (answers[i].resp)
            explicit_bzero(answers[i].resp, strlen(answers[i].resp));
        free(answers[i].resp);
    }
    free(answers);
    return code;
}

int pam_sm_setcred(pam_handle_t *pamh, int flags, int argc, const char **argv)
{
    (void)pamh, (void)flags, (void)argc, (void)argv;
    return PAM_SUCCESS;
}
