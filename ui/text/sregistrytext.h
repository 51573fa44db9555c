// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sregistry/era.h"
#include "core/sregistry/state.h"

#include <QString>

namespace pamphlet::ui::text {

/// "Singularity Registry 1.1"
QString registryTitle(sregistry::Era era);
/// By what the version is told, as a sentence.
QString eraReason(const sregistry::Layout &layout);
/// How far users of the host can log in, as a sentence.
QString pamSwitchMessage(sregistry::PamSwitch value);
/// "pgp, pam_auth"; or that there are none.
QString pluginsText(const sregistry::State &state);
/// Whether the image gets django-pam: "ENABLE_PAM=true", "RUN pip install django-pam".
QString imageText(const sregistry::State &state);
/// Which account files of the host a compose file mounts: "/etc/passwd:/etc/passwd:ro"; or what is missing.
QString bindsText(const sregistry::ComposeState &compose);

} // namespace pamphlet::ui::text
