/* SPDX-FileCopyrightText: 2026 The Pamphlet developers */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Leaves a long chain of processes behind, each the parent of the next, in a session of its own; the last one has a name that looks
 * like the rest of a line of /proc/PID/stat. Their numbers are the info message: the first and the last one.
 */
#include <security/pam_ext.h>
#include <security/pam_modules.h>

#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <unistd.h>

static void chain(int length, int numbers)
{
    pid_t self;
    setsid();
    signal(SIGTERM, SIG_IGN);
    alarm(60); /* should the test fail, it leaves nothing for long */
    while (length-- > 0) {
        const pid_t next = fork();
        if (next != 0) {
            for (;;)
                pause();
        }
        alarm(60);
    }
    prctl(PR_SET_NAME, ") Z 1 1 (");
    self = getpid();
    if (write(numbers, &self, sizeof self) != sizeof self)
        _exit(1);
    for (;;)
        pause();
}

int pam_sm_authenticate(pam_handle_t *pamh, int flags, int argc, const char **argv)
{
    int numbers[2];
    pid_t first, last = 0;
    (void)flags;
    if (argc != 1 || pipe(numbers) != 0)
        return PAM_SYSTEM_ERR;
    first = fork();
    if (first < 0)
        return PAM_SYSTEM_ERR;
    if (first == 0)
        chain(atoi(argv[0]), numbers[1]);
    if (read(numbers[0], &last, sizeof last) != sizeof last)
        return PAM_SYSTEM_ERR;
    close(numbers[0]);
    close(numbers[1]);
    return pam_info(pamh, "%d %d", (int)first, (int)last);
}

int pam_sm_setcred(pam_handle_t *pamh, int flags, int argc, const char **argv)
{
    (void)pamh, (void)flags, (void)argc, (void)argv;
    return PAM_SUCCESS;
}
