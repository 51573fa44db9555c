/* SPDX-FileCopyrightText: 2026 The Pamphlet developers */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/*
 * What the tracing module tells the program it runs in.
 *
 * The program provides the function under this name in its dynamic symbol table; the module looks it up with dlsym().
 * No descriptor number and no environment variable is involved: in a program without the function (a staged line that
 * strayed into a real login) nothing is written anywhere, and a module that closes or reuses descriptors harms nothing.
 */
#ifdef __cplusplus
extern "C" {
#endif

enum pamphlet_trace_primitive { /* the order of pamphlet::pam::Primitive */
                                PAMPHLET_TRACE_AUTHENTICATE,
                                PAMPHLET_TRACE_SETCRED,
                                PAMPHLET_TRACE_ACCT_MGMT,
                                PAMPHLET_TRACE_OPEN_SESSION,
                                PAMPHLET_TRACE_CLOSE_SESSION,
                                PAMPHLET_TRACE_CHAUTHTOK
};

struct pamphlet_trace_record {
    int begins; /* 1: the module is about to be opened and called; 0: it came back */
    enum pamphlet_trace_primitive primitive;
    unsigned int rule; /* number of the rule in the helper's table */
    int returned; /* begins == 0: what the module returned */
    unsigned long long nanoseconds; /* begins == 0: how long the module itself took, CLOCK_MONOTONIC */
};

typedef void (*pamphlet_trace_function)(const struct pamphlet_trace_record *record);

#define PAMPHLET_TRACE_FUNCTION "pamphlet_trace_sink"
__attribute__((visibility("default"))) void pamphlet_trace_sink(const struct pamphlet_trace_record *record);

#ifdef __cplusplus
}
#endif
