/* SPDX-FileCopyrightText: 2026 The Pamphlet developers */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Asks the application what to return: the prompt is the event's name (as in pam_debug) and the arguments, the answer a number. */
#include <security/pam_ext.h>
#include <security/pam_modules.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int ask(pam_handle_t *pamh, const char *event, int argc, const char **argv)
{
    char question[512];
    char *answer = NULL;
    int code;
    snprintf(question, sizeof question, "%s", event);
    for (int i = 0; i < argc; ++i) {
        const size_t length = strlen(question);
        snprintf(question + length, sizeof question - length, " %s", argv[i]);
    }
    if (pam_prompt(pamh, PAM_PROMPT_ECHO_ON, &answer, "%s", question) != PAM_SUCCESS || answer == NULL)
        return PAM_CONV_ERR;
    code = atoi(answer);
    free(answer);
    return code;
}

int pam_sm_authenticate(pam_handle_t *pamh, int flags, int argc, const char **argv)
{
    (void)flags;
    return ask(pamh, "auth", argc, argv);
}

int pam_sm_setcred(pam_handle_t *pamh, int flags, int argc, const char **argv)
{
    (void)flags;
    return ask(pamh, "cred", argc, argv);
}

int pam_sm_acct_mgmt(pam_handle_t *pamh, int flags, int argc, const char **argv)
{
    (void)flags;
    return ask(pamh, "acct", argc, argv);
}

int pam_sm_open_session(pam_handle_t *pamh, int flags, int argc, const char **argv)
{
    (void)flags;
    return ask(pamh, "open_session", argc, argv);
}

int pam_sm_close_session(pam_handle_t *pamh, int flags, int argc, const char **argv)
{
    (void)flags;
    return ask(pamh, "close_session", argc, argv);
}

int pam_sm_chauthtok(pam_handle_t *pamh, int flags, int argc, const char **argv)
{
    return ask(pamh, flags & PAM_PRELIM_CHECK ? "prechauthtok" : "chauthtok", argc, argv);
}
