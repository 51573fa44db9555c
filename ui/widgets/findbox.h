// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLineEdit>

namespace pamphlet::ui {

class FindModel;

/// Finds a service, a file or a rule: type, choose, be there.
class FindBox final : public QLineEdit
{
    Q_OBJECT
public:
    explicit FindBox(FindModel &model, QWidget *parent = nullptr);

Q_SIGNALS:
    /// line 0: the service itself; facility as pam::Facility, -1 for none.
    void found(const QString &service, int facility, const QString &file, int line);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void choose(const QModelIndex &completion);
};

} // namespace pamphlet::ui
