// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/panelsection.h"

#include "ui/widgets/callout.h"
#include "ui/widgets/placelink.h"

#include <QLabel>
#include <QTextDocumentFragment>
#include <QVBoxLayout>

namespace pamphlet::ui {

PanelSection::PanelSection(const QString &name, const QString &heading, QWidget *parent)
    : QWidget(parent)
    , m_heading(sectionLabel(heading, name + QStringLiteral("HeadingLabel"), this))
    , m_layout(new QVBoxLayout(this))
{
    setObjectName(name + QStringLiteral("Section"));
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(8);
    m_layout->addWidget(m_heading);
}

QStringList PanelSection::texts() const
{
    QStringList texts;
    for (int row = 1; row < m_layout->count(); ++row) {
        QWidget *widget = m_layout->itemAt(row)->widget();
        if (const auto *callout = qobject_cast<const Callout *>(widget)) {
            texts << QTextDocumentFragment::fromHtml(callout->text()).toPlainText();
        } else if (const auto *label = qobject_cast<const QLabel *>(widget)) {
            texts << label->text();
        }
    }
    return texts;
}

void PanelSection::clear()
{
    while (QLayoutItem *item = m_layout->takeAt(1)) {
        if (QWidget *widget = item->widget()) {
            widget->hide();
            widget->setObjectName({}); // nobody shall find what is going
            widget->deleteLater();
        }
        delete item;
    }
}

void PanelSection::setHeading(const QString &heading)
{
    m_heading->setText(heading.toUpper());
    m_heading->setAccessibleName(heading);
}

Callout *PanelSection::addCallout(Tone tone, const QString &html, const QString &name)
{
    auto *callout = new Callout(tone, html, this);
    callout->setObjectName(name);
    connect(callout, &Callout::linkActivated, this, &PanelSection::followAny);
    m_layout->addWidget(callout);
    return callout;
}

Callout *PanelSection::addCard(const QString &html, const QString &name)
{
    Callout *card = addCallout(Tone::Neutral, html, name);
    card->setCard(true);
    return card;
}

void PanelSection::addNote(const QString &text, const QString &name)
{
    m_layout->addWidget(mutedLabel(text, name, this));
}

void PanelSection::follow(const QString &) { }

void PanelSection::followAny(const QString &link)
{
    if (const auto place = linkedPlace(link)) {
        Q_EMIT placeRequested(place->file, place->line);
    } else {
        follow(link);
    }
}

} // namespace pamphlet::ui
