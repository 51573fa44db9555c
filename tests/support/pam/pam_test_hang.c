/* SPDX-FileCopyrightText: 2026 The Pamphlet developers */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Never comes back: from authenticate. */
#include <security/pam_modules.h>

#include <signal.h>
#include <unistd.h>

int pam_sm_authenticate(pam_handle_t *pamh, int flags, int argc, const char **argv)
{
    sigset_t all;
    (void)pamh, (void)flags, (void)argc, (void)argv;
    /* as stubborn as a module can be */
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, NULL);
    for (;;)
        pause();
    return PAM_SUCCESS;
}

int pam_sm_setcred(pam_handle_t *pamh, int flags, int argc, const char **argv)
{
    (void)pamh, (void)flags, (void)argc, (void)argv;
    return PAM_SUCCESS;
}
