/* SPDX-FileCopyrightText: 2026 The Pamphlet developers */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Stands in a staged rule in place of the rule's module:
 *
 *     TYPE CONTROL pam_pamphlet_trace.so RULE COUNT PATH… ARGUMENT…
 *
 * RULE is the rule's number in the helper's table, COUNT the number of paths that follow: the files that libpam would
 * have tried for the module, in this order. The module is called with the same handle, flags and ARGUMENTs, and what it
 * returns is returned, whatever it is.
 */
#define _GNU_SOURCE
#include "helper/trace/tracesink.h"

#include <security/pam_ext.h>
#include <security/pam_modules.h>

#include <dlfcn.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <syslog.h>
#include <time.h>

typedef int (*module_function)(pam_handle_t *, int, int, const char **);

struct opened_module {
    struct opened_module *next;
    void *handle;
    char path[];
};

static struct opened_module *opened_modules;

/*
 * A module must stay loaded for as long as libpam would keep it: the cleanup functions of its data run at the beginning of
 * pam_end, and libpam unloads modules, this one among them, at the end of it. So this is the moment to let go.
 */
__attribute__((destructor)) static void close_modules(void)
{
    while (opened_modules) {
        struct opened_module *module = opened_modules;
        opened_modules = module->next;
        dlclose(module->handle);
        free(module);
    }
}

static void *open_module(pam_handle_t *pamh, const char *path)
{
    struct opened_module *module;
    size_t length = strlen(path) + 1;
    for (module = opened_modules; module; module = module->next) {
        if (strcmp(module->path, path) == 0)
            return module->handle;
    }
    module = malloc(sizeof *module + length);
    if (!module)
        return NULL;
    memcpy(module->path, path, length);
    module->handle = dlopen(path, RTLD_NOW);
    if (!module->handle) {
        const char *why = dlerror();
        pam_syslog(pamh, LOG_ERR, "unable to dlopen(%s): %s", path, why ? why : "unknown reason");
        free(module);
        return NULL;
    }
    module->next = opened_modules;
    opened_modules = module;
    return module->handle;
}

static int parse_number(const char *text, unsigned long limit, unsigned long *number)
{
    char *end = NULL;
    if (*text < '0' || *text > '9')
        return 0;
    errno = 0;
    *number = strtoul(text, &end, 10);
    return errno == 0 && *end == '\0' && *number <= limit;
}

static unsigned long long elapsed(const struct timespec *from, const struct timespec *to)
{
    return (unsigned long long)(to->tv_sec - from->tv_sec) * 1000000000ULL + (unsigned long long)to->tv_nsec
        - (unsigned long long)from->tv_nsec;
}

static int call_module(pam_handle_t *pamh, int flags, int argc, const char **argv, enum pamphlet_trace_primitive primitive,
                       const char *symbol)
{
    pamphlet_trace_function sink = NULL;
    module_function function = NULL;
    struct pamphlet_trace_record record = {1, primitive, 0, PAM_MODULE_UNKNOWN, 0};
    struct timespec before, after;
    unsigned long rule, count, i;
    void *handle = NULL;
    void *address;

    if (argc < 2 || !parse_number(argv[0], 0xffffffffUL, &rule) || !parse_number(argv[1], (unsigned long)argc - 2, &count)) {
        pam_syslog(pamh, LOG_ERR, "this module only works in a configuration that pamphlet-helper has staged");
        return PAM_MODULE_UNKNOWN;
    }

    /* ISO C has no conversion from an object pointer to a function pointer, POSIX promises that the bytes are the same */
    address = dlsym(RTLD_DEFAULT, PAMPHLET_TRACE_FUNCTION);
    memcpy(&sink, &address, sizeof sink);

    /* Said before the module is loaded: loading runs code of the module too, and either may never come back. */
    record.rule = (unsigned int)rule;
    if (sink)
        sink(&record);

    for (i = 0; i < count && !handle; i++)
        handle = open_module(pamh, argv[2 + i]);
    if (handle) {
        address = dlsym(handle, symbol);
        memcpy(&function, &address, sizeof function);
    }
    if (function) {
        int rest = argc - 2 - (int)count;
        clock_gettime(CLOCK_MONOTONIC, &before);
        record.returned = function(pamh, flags, rest, rest > 0 ? argv + 2 + count : NULL);
        clock_gettime(CLOCK_MONOTONIC, &after);
        record.nanoseconds = elapsed(&before, &after);
    }

    record.begins = 0;
    if (sink)
        sink(&record);
    return record.returned;
}

#define EXPORT __attribute__((visibility("default")))

EXPORT int pam_sm_authenticate(pam_handle_t *pamh, int flags, int argc, const char **argv)
{
    return call_module(pamh, flags, argc, argv, PAMPHLET_TRACE_AUTHENTICATE, "pam_sm_authenticate");
}

EXPORT int pam_sm_setcred(pam_handle_t *pamh, int flags, int argc, const char **argv)
{
    return call_module(pamh, flags, argc, argv, PAMPHLET_TRACE_SETCRED, "pam_sm_setcred");
}

EXPORT int pam_sm_acct_mgmt(pam_handle_t *pamh, int flags, int argc, const char **argv)
{
    return call_module(pamh, flags, argc, argv, PAMPHLET_TRACE_ACCT_MGMT, "pam_sm_acct_mgmt");
}

EXPORT int pam_sm_open_session(pam_handle_t *pamh, int flags, int argc, const char **argv)
{
    return call_module(pamh, flags, argc, argv, PAMPHLET_TRACE_OPEN_SESSION, "pam_sm_open_session");
}

EXPORT int pam_sm_close_session(pam_handle_t *pamh, int flags, int argc, const char **argv)
{
    return call_module(pamh, flags, argc, argv, PAMPHLET_TRACE_CLOSE_SESSION, "pam_sm_close_session");
}

EXPORT int pam_sm_chauthtok(pam_handle_t *pamh, int flags, int argc, const char **argv)
{
    return call_module(pamh, flags, argc, argv, PAMPHLET_TRACE_CHAUTHTOK, "pam_sm_chauthtok");
}
