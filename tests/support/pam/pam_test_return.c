/* SPDX-FileCopyrightText: 2026 The Pamphlet developers */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Returns what it is told, also what no module should: auth=N cred=N acct=N open=N close=N (default 0). With "data" it leaves
 * data in the handle in authenticate, whose cleanup says so. */
#include <security/pam_ext.h>
#include <security/pam_modules.h>

#include <stdlib.h>
#include <string.h>

static int told(int argc, const char **argv, const char *name)
{
    size_t length = strlen(name);
    int i;
    for (i = 0; i < argc; i++) {
        if (strncmp(argv[i], name, length) == 0)
            return atoi(argv[i] + length);
    }
    return PAM_SUCCESS;
}

static void clean(pam_handle_t *pamh, void *data, int status)
{
    pam_info(pamh, "cleaned %s after %d", (const char *)data, status);
    free(data);
}

int pam_sm_authenticate(pam_handle_t *pamh, int flags, int argc, const char **argv)
{
    int i;
    (void)flags;
    for (i = 0; i < argc; i++) {
        if (strcmp(argv[i], "data") == 0)
            pam_set_data(pamh, "pam_test_return", strdup("up"), clean);
    }
    return told(argc, argv, "auth=");
}

int pam_sm_setcred(pam_handle_t *pamh, int flags, int argc, const char **argv)
{
    (void)pamh;
    pam_info(pamh, "setcred flags %#x", (unsigned)flags);
    return told(argc, argv, "cred=");
}

int pam_sm_acct_mgmt(pam_handle_t *pamh, int flags, int argc, const char **argv)
{
    (void)pamh, (void)flags;
    return told(argc, argv, "acct=");
}

int pam_sm_open_session(pam_handle_t *pamh, int flags, int argc, const char **argv)
{
    (void)pamh, (void)flags;
    return told(argc, argv, "open=");
}

int pam_sm_close_session(pam_handle_t *pamh, int flags, int argc, const char **argv)
{
    (void)pamh, (void)flags;
    return told(argc, argv, "close=");
}
