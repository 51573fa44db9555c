// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/sregistry/sregistryswitchdialog.h"

#include "ui/pages/sregistry/sregistrystateview.h"
#include "ui/style/fonts.h"
#include "ui/text/sregistrytext.h"
#include "ui/text/text.h"
#include "ui/widgets/callout.h"
#include "ui/widgets/findingssection.h"
#include "ui/widgets/reportsection.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace pamphlet::ui {

SregistrySwitchDialog::SregistrySwitchDialog(const QString &title, const QString &action, const SregistryPlan &plan,
                                             const std::string &directory, const std::vector<DiffView::File> &files, QWidget *parent)
    : QDialog(parent)
{
    setObjectName(QStringLiteral("sregistrySwitchDialog"));
    setWindowTitle(title);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 20, 24, 18);
    layout->setSpacing(8);
    auto *heading = new QLabel(title, this);
    heading->setObjectName(QStringLiteral("sregistrySwitchTitleLabel"));
    heading->setFont(scaledFont(heading->font(), 1.3, QFont::DemiBold));
    layout->addWidget(heading);
    layout->addWidget(
        mutedLabel(tr("%n file(s) change together, as one step. Nothing is written before you apply.", nullptr, int(files.size())),
                   QStringLiteral("sregistrySwitchSummaryLabel"), this));
    auto *columns = new QHBoxLayout;
    columns->setSpacing(18);
    auto *diff = new DiffView(this);
    diff->setObjectName(QStringLiteral("sregistrySwitchDiffView"));
    diff->setFiles(files);
    columns->addWidget(diff, 3);

    auto *scroll = new QScrollArea(this);
    scroll->setObjectName(QStringLiteral("sregistrySwitchScrollArea"));
    scroll->setAccessibleName(tr("What comes of it"));
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *content = new QWidget(scroll);
    content->setObjectName(QStringLiteral("sregistrySwitchContent"));
    content->setMinimumHeight(1); // else that of its texts in their narrowest shape
    auto *right = new QVBoxLayout(content);
    right->setContentsMargins(0, 0, 0, 0);
    right->setSpacing(10);
    right->addWidget(sectionLabel(tr("What comes of it"), QStringLiteral("sregistrySwitchResultHeadingLabel"), content));
    const sregistry::PamSwitch pam = plan.after.pam();
    auto *state = new Callout(pam == sregistry::PamSwitch::Half || pam == sregistry::PamSwitch::Unknown ? Tone::Warning : Tone::Success,
                              text::pamSwitchMessage(pam).toHtmlEscaped(), content);
    state->setObjectName(QStringLiteral("sregistrySwitchStateCallout"));
    right->addWidget(state);
    auto *result = new SregistryStateView(QStringLiteral("sregistrySwitchResult"), false, content);
    result->setState(plan.after, directory);
    right->addWidget(result);
    std::vector<ReportRow> rows;
    for (const pam::Finding &finding : plan.findings) {
        rows.push_back({finding.id, toneOf(finding.severity), text::findingMessage(finding), {}, 0, {}});
    }
    auto *findings = new ReportSection(QStringLiteral("sregistrySwitchFindings"), tr("Still to be done"), content);
    findings->show(rows, tr("Nothing else is to be done in these files."));
    right->addWidget(findings);
    right->addStretch(1);
    scroll->setWidget(content);
    scroll->viewport()->setAutoFillBackground(false);
    content->setAutoFillBackground(false);
    columns->addWidget(scroll, 2);
    layout->addLayout(columns, 1);

    auto *bottom = new QHBoxLayout;
    bottom->addStretch(1);
    auto *cancel = new QPushButton(tr("&Back"), this);
    cancel->setObjectName(QStringLiteral("sregistrySwitchCancelButton"));
    cancel->setAutoDefault(false);
    bottom->addWidget(cancel);
    auto *ok = new QPushButton(action, this);
    ok->setObjectName(QStringLiteral("sregistrySwitchOkButton"));
    ok->setDefault(true);
    bottom->addWidget(ok);
    layout->addLayout(bottom);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(ok, &QPushButton::clicked, this, &QDialog::accept);
    const int column = fontMetrics().averageCharWidth();
    resize(column * 150, fontMetrics().height() * 34);
    ok->setFocus();
}

} // namespace pamphlet::ui
