// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/loginsideeffects.h"

#include <QCoreApplication>

#include <string_view>

namespace pamphlet::ui {

namespace {

struct Effect {
    std::string_view module; ///< without ".so"
    bool sessionOnly;
    const char *sentence;
};

constexpr Effect effects[] = {
    {"pam_faillock", false,
     QT_TRANSLATE_NOOP("LoginSideEffects", "A wrong password counts as a failed attempt (pam_faillock) and may lock the account.")},
    {"pam_tally2", false,
     QT_TRANSLATE_NOOP("LoginSideEffects", "A wrong password counts as a failed attempt (pam_tally2) and may lock the account.")},
    {"pam_tally", false,
     QT_TRANSLATE_NOOP("LoginSideEffects", "A wrong password counts as a failed attempt (pam_tally) and may lock the account.")},
    {"pam_abl", false, QT_TRANSLATE_NOOP("LoginSideEffects", "A wrong password counts against this user and host (pam_abl).")},
    {"pam_exec", false, QT_TRANSLATE_NOOP("LoginSideEffects", "pam_exec runs a command.")},
    {"pam_script", false, QT_TRANSLATE_NOOP("LoginSideEffects", "pam_script runs a command.")},
    {"pam_google_authenticator", false, QT_TRANSLATE_NOOP("LoginSideEffects", "A one-time code is used up (pam_google_authenticator).")},
    {"pam_oath", false, QT_TRANSLATE_NOOP("LoginSideEffects", "A one-time code is used up (pam_oath).")},
    {"pam_mkhomedir", true, QT_TRANSLATE_NOOP("LoginSideEffects", "A missing home directory is created (pam_mkhomedir).")},
    {"pam_lastlog", true, QT_TRANSLATE_NOOP("LoginSideEffects", "The login is recorded as the user’s last one (pam_lastlog).")},
    {"pam_lastlog2", true, QT_TRANSLATE_NOOP("LoginSideEffects", "The login is recorded as the user’s last one (pam_lastlog2).")},
    {"pam_systemd", true,
     QT_TRANSLATE_NOOP("LoginSideEffects", "A session is registered with systemd-logind and ended again (pam_systemd).")},
    {"pam_mount", true, QT_TRANSLATE_NOOP("LoginSideEffects", "The user’s volumes are mounted and unmounted (pam_mount).")},
};

std::string_view plainName(std::string_view module)
{
    module.remove_prefix(module.rfind('/') + 1);
    return module.substr(0, module.find(".so"));
}

} // namespace

QStringList loginSideEffects(const pam::EffectiveStack &stack, bool session)
{
    QStringList sentences;
    for (const pam::Facility facility : pam::allFacilities) {
        if (facility == pam::Facility::Password || (facility == pam::Facility::Session && !session)) {
            continue;
        }
        for (const pam::Entry &entry : stack.chain(facility)) {
            for (const Effect &effect : effects) {
                if (entry.kind == pam::EntryKind::Module && plainName(entry.module) == effect.module
                    && (!effect.sessionOnly || facility == pam::Facility::Session)) {
                    const QString sentence = QCoreApplication::translate("LoginSideEffects", effect.sentence);
                    if (!sentences.contains(sentence)) {
                        sentences << sentence;
                    }
                }
            }
        }
    }
    return sentences;
}

} // namespace pamphlet::ui
