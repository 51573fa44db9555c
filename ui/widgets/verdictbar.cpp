// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/verdictbar.h"

#include "ui/style/fonts.h"
#include "ui/style/symbolicicon.h"
#include "ui/text/answertext.h"
#include "ui/text/text.h"
#include "ui/widgets/callout.h"
#include "ui/widgets/placelink.h"
#include "ui/workspace/explainer.h"
#include "ui/workspace/whatif.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QTextDocumentFragment>
#include <QToolButton>

namespace pamphlet::ui {

namespace {

Glyph glyphOf(Tone tone)
{
    switch (tone) {
    case Tone::Success:
        return Glyph::Check;
    case Tone::Warning:
        return Glyph::Exclamation;
    case Tone::Error:
        return Glyph::Cross;
    case Tone::Neutral:
    case Tone::Accent:
        break;
    }
    return Glyph::Question;
}

} // namespace

VerdictBar::VerdictBar(WhatIf &whatIf, QWidget *parent)
    : QWidget(parent)
    , m_whatIf(whatIf)
{
    setObjectName(QStringLiteral("verdictBar"));
    build();
    connect(&whatIf, &WhatIf::changed, this, &VerdictBar::refresh);
    refresh();
}

void VerdictBar::build()
{
    m_layout = new QBoxLayout(QBoxLayout::LeftToRight, this);
    m_layout->setContentsMargins(16, 5, 12, 5);
    m_layout->setSpacing(3);

    m_verdict = new QWidget(this);
    m_verdict->setObjectName(QStringLiteral("verdictPart"));
    auto *verdict = new QHBoxLayout(m_verdict);
    verdict->setContentsMargins(0, 0, 0, 0);
    verdict->setSpacing(7);
    m_icon = new QLabel(m_verdict);
    m_icon->setObjectName(QStringLiteral("verdictIconLabel"));
    verdict->addWidget(m_icon);
    m_code = new QLabel(m_verdict);
    m_code->setObjectName(QStringLiteral("verdictCodeLabel"));
    m_code->setTextFormat(Qt::PlainText);
    m_code->setFont(scaledFont(m_code->font(), 1, QFont::DemiBold));
    verdict->addWidget(m_code);
    m_reason = new QLabel(m_verdict);
    m_reason->setObjectName(QStringLiteral("verdictReasonLabel"));
    m_reason->setTextFormat(Qt::RichText);
    m_reason->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
    m_reason->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    verdict->addWidget(m_reason, 1);
    m_layout->addWidget(m_verdict, 1);

    m_choices = new QWidget(this);
    m_choices->setObjectName(QStringLiteral("whatIfPart"));
    auto *choices = new QHBoxLayout(m_choices);
    choices->setContentsMargins(0, 0, 0, 0);
    choices->setSpacing(6);
    auto *caption = mutedLabel(tr("what if:"), QStringLiteral("whatIfCaption"), m_choices);
    caption->setWordWrap(false);
    choices->addWidget(caption);
    m_scenario = new QComboBox(m_choices);
    m_scenario->setObjectName(QStringLiteral("scenarioComboBox"));
    m_scenario->setAccessibleName(tr("What if"));
    m_scenario->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_scenario->setToolTip(tr("What is true of the login. What the modules then answer is likely, not certain."));
    for (const pam::Scenario scenario : pam::allScenarios) {
        m_scenario->addItem(text::scenarioTitle(scenario), int(scenario));
    }
    m_scenario->insertSeparator(m_scenario->count());
    m_scenario->addItem(text::scenarioTitle(std::nullopt), -1);
    m_scenario->setItemData(m_scenario->count() - 1, tr("Every module that has a choice succeeds, unless you choose otherwise."),
                            Qt::ToolTipRole);
    choices->addWidget(m_scenario);
    m_pass = new QComboBox(m_choices);
    m_pass->setObjectName(QStringLiteral("passComboBox"));
    m_pass->setAccessibleName(tr("Call"));
    m_pass->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    choices->addWidget(m_pass);
    m_reset = new QToolButton(m_choices);
    m_reset->setObjectName(QStringLiteral("resetAnswersButton"));
    m_reset->setIcon(symbolicIcon(Glyph::Undo));
    m_reset->setAutoRaise(true);
    choices->addWidget(m_reset);
    choices->addStretch(1);
    m_layout->addWidget(m_choices);

    connect(m_scenario, &QComboBox::activated, this, [this] {
        const int scenario = m_scenario->currentData().toInt();
        m_whatIf.setScenario(scenario < 0 ? std::nullopt : std::optional(pam::Scenario(scenario)));
    });
    connect(m_pass, &QComboBox::activated, this, [this] { m_whatIf.setPass(pam::Pass(m_pass->currentData().toInt())); });
    connect(m_reset, &QToolButton::clicked, &m_whatIf, &WhatIf::reset);
    connect(m_reason, &QLabel::linkActivated, this, [this](const QString &link) {
        if (const auto place = linkedPlace(link)) {
            Q_EMIT placeRequested(place->file, place->line);
        }
    });
}

QString VerdictBar::text() const
{
    return QStringLiteral("%1 %2").arg(m_code->text(), QTextDocumentFragment::fromHtml(m_reason->text()).toPlainText()).trimmed();
}

QString VerdictBar::deciderReason() const
{
    const WhatIfRun &run = *m_whatIf.run();
    if (run.result->refused) {
        return tr("the call before it has not ended").toHtmlEscaped();
    }
    if (!run.decider) {
        return (run.chain.empty() ? tr("there is no rule") : tr("no rule decides")).toHtmlEscaped();
    }
    const pam::Entry &entry = run.chain[*run.decider];
    const QString name = entry.module.empty() ? text::shortPlace(entry.file, entry.line) : QString::fromStdString(entry.module);
    //: %1 is a module
    return tr("decided by %1").toHtmlEscaped().arg(placeLink(entry.file, entry.line, name));
}

QString VerdictBar::startReason() const
{
    const pam::EffectiveStack &stack = *m_whatIf.run()->stack;
    QString reason = text::startSentence(stack.start).toHtmlEscaped();
    if (const auto place = whyNotStarted(stack)) {
        reason += QLatin1Char(' ') + placeLink(place->file, place->line);
    }
    return reason;
}

void VerdictBar::refresh()
{
    const WhatIfRun &run = *m_whatIf.run();
    if (!run.stack) {
        setVerdict(Tone::Neutral, {}, {});
    } else if (!run.result) {
        setVerdict(Tone::Error, QString::fromStdString(pam::startCodeName(run.stack->start)), startReason());
    } else {
        const int code = run.result->code;
        const Tone tone = code == pam::rc::success                           ? Tone::Success
            : code == pam::rc::newAuthtokReqd || code == pam::rc::incomplete ? Tone::Warning
                                                                             : Tone::Error;
        setVerdict(tone, QString::fromStdString(pam::returnCodeConstant(code)), deciderReason());
    }
    m_scenario->setCurrentIndex(m_scenario->findData(m_whatIf.scenario() ? int(*m_whatIf.scenario()) : -1));
    refreshPasses();
    m_choices->setEnabled(run.result.has_value()); // where nothing runs there is no what if
    const int chosen = m_whatIf.chosenCount();
    m_reset->setVisible(chosen > 0);
    m_reset->setToolTip(tr("Take back %n answer(s) chosen by hand", nullptr, chosen));
    m_reset->setAccessibleName(m_reset->toolTip());
    arrange();
}

void VerdictBar::refreshPasses()
{
    const std::vector<pam::Pass> passes = m_whatIf.passes();
    const bool same = m_pass->count() == int(passes.size()) && m_pass->itemData(0).toInt() == int(passes.front());
    if (!same) {
        m_pass->clear();
        for (const pam::Pass pass : passes) {
            m_pass->addItem(text::passTitle(pass), int(pass));
            m_pass->setItemData(m_pass->count() - 1, text::passSentence(pass), Qt::ToolTipRole);
        }
    }
    m_pass->setCurrentIndex(m_pass->findData(int(m_whatIf.pass())));
    m_pass->setToolTip(text::passSentence(m_whatIf.pass()));
    m_pass->setVisible(passes.size() > 1);
}

void VerdictBar::setVerdict(Tone tone, const QString &code, const QString &reason)
{
    m_tone = tone;
    const Colors colors = colorsFor(palette());
    QPixmap pixmap(QSize(14, 14) * devicePixelRatioF());
    pixmap.setDevicePixelRatio(devicePixelRatioF());
    pixmap.fill(Qt::transparent);
    if (!code.isEmpty()) {
        QPainter painter(&pixmap);
        paintGlyph(painter, glyphOf(tone), QRectF(0, 0, 14, 14), colors.strong(tone));
    }
    m_icon->setPixmap(pixmap);
    m_code->setText(code);
    m_reason->setText(reason);
    for (QLabel *label : {m_code, m_reason}) {
        QPalette own = palette();
        own.setColor(QPalette::WindowText, label == m_code ? colors.strong(tone) : own.color(QPalette::WindowText));
        own.setColor(QPalette::Link, colors.link);
        if (label->palette() != own) {
            label->setPalette(own);
        }
    }
    m_reason->setToolTip(text());
    m_reason->setAccessibleName(text());
    setAccessibleName(tr("Verdict: %1").arg(text()));
    update();
}

void VerdictBar::arrange()
{
    const int icons = m_icon->sizeHint().width() + m_code->sizeHint().width() + m_reason->sizeHint().width() + 3 * 7;
    const QMargins margins = m_layout->contentsMargins();
    const int needed = icons + m_choices->sizeHint().width() + margins.left() + margins.right() + 12;
    const auto direction = needed <= width() ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom;
    if (m_layout->direction() != direction) {
        m_layout->setDirection(direction);
    }
}

void VerdictBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void VerdictBar::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_reset) {
        refresh();
    }
}

void VerdictBar::paintEvent(QPaintEvent *)
{
    const Colors colors = colorsFor(palette());
    QPainter painter(this);
    painter.fillRect(rect(), m_tone == Tone::Neutral ? palette().color(QPalette::Window) : colors.tint(m_tone));
    painter.setPen(colors.line);
    painter.drawLine(rect().topLeft(), rect().topRight());
}

} // namespace pamphlet::ui
