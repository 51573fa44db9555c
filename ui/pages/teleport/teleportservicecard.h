// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/teleport/teleportsurvey.h"

#include <QWidget>

class QLabel;

namespace pamphlet::ui {

class Callout;

/// The PAM service that the file names: is it there, what are its rules, can they succeed.
class TeleportServiceCard final : public QWidget
{
    Q_OBJECT
public:
    explicit TeleportServiceCard(QWidget *parent = nullptr);

    /// `survey.config` is there.
    void display(const TeleportSurvey &survey);

Q_SIGNALS:
    /// A rule, or the service file.
    void placeRequested(const QString &file, int line);

private:
    void showFacility(Callout *callout, pam::Facility facility, const TeleportService &service);
    void follow(const QString &link);

    QLabel *m_file = nullptr;
    Callout *m_account = nullptr;
    Callout *m_auth = nullptr;
    Callout *m_session = nullptr;
};

} // namespace pamphlet::ui
