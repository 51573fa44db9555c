// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/serviceframe.h"
#include "ui/pages/sregistry/sregistrysurvey.h"

#include <memory>

class QHBoxLayout;
class QLabel;
class QPushButton;
class QTimer;

namespace pamphlet::ui {

class Callout;
class Card;
class KnownFiles;
class PathField;
class ReportSection;
class SregistryHostCard;
class SregistryStateView;

/// Singularity Registry: which version a directory holds, how far PAM is on in it, and one step that switches it.
class SregistryPage final : public ServiceFrame
{
    Q_OBJECT
public:
    /// `root`: where the tree is on this machine.
    SregistryPage(Workspace &workspace, KnownFiles &files, const QString &root, QWidget *parent = nullptr);
    ~SregistryPage() override;

Q_SIGNALS:
    /// Errors and warnings.
    void attentionChanged(int count);

protected:
    void changeEvent(QEvent *event) override;

private:
    void buildLeft(const QString &root);
    void buildRight();
    bool concerns(const std::string &file) const;
    void refresh();
    void take(std::shared_ptr<const SregistrySurvey> survey);
    void showState();
    void showFindings();
    void showButtons();
    void preview(bool enable);
    /// The file is as it was when it was looked at.
    bool isCurrent(const std::string &file) const;
    void fix(int row);

    KnownFiles &m_files;
    QTimer *m_soon = nullptr;
    quint64 m_generation = 0;
    int m_attention = 0;
    std::shared_ptr<const SregistrySurvey> m_survey;

    QLabel *m_intro = nullptr;
    PathField *m_path = nullptr;
    Callout *m_problem = nullptr;
    Card *m_versionCard = nullptr;
    QLabel *m_version = nullptr;
    QLabel *m_reason = nullptr;
    Card *m_card = nullptr;
    Callout *m_state = nullptr;
    SregistryStateView *m_view = nullptr;
    QPushButton *m_enable = nullptr;
    QPushButton *m_disable = nullptr;
    Callout *m_obstacle = nullptr;
    ReportSection *m_report = nullptr;
    SregistryHostCard *m_host = nullptr;
};

} // namespace pamphlet::ui
