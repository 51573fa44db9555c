/* SPDX-FileCopyrightText: 2026 The Pamphlet developers */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Says what its process looks like from the inside, one info message a fact. */
#include <security/pam_ext.h>
#include <security/pam_modules.h>

#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

extern char **environ;

static void say_item(pam_handle_t *pamh, const char *name, int item)
{
    const void *value = NULL;
    pam_get_item(pamh, item, &value);
    pam_info(pamh, "%s=%s", name, value ? (const char *)value : "(none)");
}

static int count_descriptors(void)
{
    int count = 0;
    int fd;
    for (fd = 0; fd < 1024; fd++) {
        struct stat status;
        count += fstat(fd, &status) == 0;
    }
    return count;
}

static int is_null(int fd)
{
    struct stat status, null;
    return fstat(fd, &status) == 0 && stat("/dev/null", &null) == 0 && status.st_rdev == null.st_rdev;
}

int pam_sm_authenticate(pam_handle_t *pamh, int flags, int argc, const char **argv)
{
    char **variable;
    char **pam_environment = pam_getenvlist(pamh);
    struct rlimit limit;
    mode_t mask = umask(0);
    umask(mask);
    (void)argc, (void)argv;
    pam_info(pamh, "flags=%#x", (unsigned)flags);
    say_item(pamh, "service", PAM_SERVICE);
    say_item(pamh, "user", PAM_USER);
    say_item(pamh, "tty", PAM_TTY);
    say_item(pamh, "rhost", PAM_RHOST);
    say_item(pamh, "ruser", PAM_RUSER);
    for (variable = environ; *variable; variable++)
        pam_info(pamh, "environment %s", *variable);
    for (variable = pam_environment; variable && *variable; variable++) {
        pam_info(pamh, "pam environment %s", *variable);
        free(*variable);
    }
    free(pam_environment);
    getrlimit(RLIMIT_CORE, &limit);
    pam_info(pamh, "umask=%03o core=%ld dumpable=%d leader=%d null=%d%d%d descriptors=%d", mask, (long)limit.rlim_max,
             prctl(PR_GET_DUMPABLE), getsid(0) == getpid(), is_null(0), is_null(1), is_null(2), count_descriptors());
    return PAM_SUCCESS;
}

int pam_sm_setcred(pam_handle_t *pamh, int flags, int argc, const char **argv)
{
    (void)pamh, (void)flags, (void)argc, (void)argv;
    return PAM_SUCCESS;
}
