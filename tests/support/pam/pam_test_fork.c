/* SPDX-FileCopyrightText: 2026 The Pamphlet developers */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Leaves a process behind, as a daemon would be: another session, another parent. Its number is the info message. */
#include <security/pam_ext.h>
#include <security/pam_modules.h>

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

int pam_sm_authenticate(pam_handle_t *pamh, int flags, int argc, const char **argv)
{
    int numbers[2];
    pid_t survivor = 0;
    pid_t child;
    (void)flags, (void)argc, (void)argv;
    if (pipe(numbers) != 0)
        return PAM_SYSTEM_ERR;
    child = fork();
    if (child < 0)
        return PAM_SYSTEM_ERR;
    if (child == 0) {
        setsid();
        survivor = fork();
        if (survivor == 0) {
            signal(SIGTERM, SIG_IGN);
            signal(SIGHUP, SIG_IGN);
            for (;;)
                pause();
        }
        _exit(write(numbers[1], &survivor, sizeof survivor) == sizeof survivor ? 0 : 1);
    }
    waitpid(child, NULL, 0);
    if (read(numbers[0], &survivor, sizeof survivor) != sizeof survivor)
        return PAM_SYSTEM_ERR;
    close(numbers[0]);
    close(numbers[1]);
    return pam_info(pamh, "%d", (int)survivor);
}

int pam_sm_setcred(pam_handle_t *pamh, int flags, int argc, const char **argv)
{
    (void)pamh, (void)flags, (void)argc, (void)argv;
    return PAM_SUCCESS;
}
