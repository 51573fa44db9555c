/* SPDX-FileCopyrightText: 2026 The Pamphlet developers */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Takes its process down: by a wild pointer, or with "exit" by ending it with status 0. */
#include <security/pam_modules.h>

#include <string.h>
#include <unistd.h>

static int *volatile nowhere;

int pam_sm_authenticate(pam_handle_t *pamh, int flags, int argc, const char **argv)
{
    (void)pamh, (void)flags;
    if (argc > 0 && strcmp(argv[0], "exit") == 0)
        _exit(0);
    *nowhere = 1;
    return PAM_SUCCESS;
}

int pam_sm_setcred(pam_handle_t *pamh, int flags, int argc, const char **argv)
{
    (void)pamh, (void)flags, (void)argc, (void)argv;
    return PAM_SUCCESS;
}

static void crash_at_end(pam_handle_t *pamh, void *data, int status)
{
    (void)pamh, (void)data, (void)status;
    *nowhere = 1;
}

int pam_sm_acct_mgmt(pam_handle_t *pamh, int flags, int argc, const char **argv)
{
    static char data;
    (void)flags, (void)argc, (void)argv;
    return pam_set_data(pamh, "pam_test_crash", &data, crash_at_end);
}
