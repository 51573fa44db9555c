// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style/colors.h"
#include "ui/style/scheme.h"
#include "ui/style/symbolicicon.h"

#include <QGuiApplication>
#include <QImage>
#include <QPainter>
#include <QTest>

using namespace pamphlet::ui;

class TestColors : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void contrast_data()
    {
        QTest::addColumn<int>("scheme");
        QTest::newRow("light") << int(Scheme::Light);
        QTest::newRow("dark") << int(Scheme::Dark);
    }

    // WCAG 2.1 AA for text: 4.5 to 1, in every combination that is drawn.
    void contrast()
    {
        QFETCH(int, scheme);
        const QPalette palette = schemePalette(Scheme(scheme));
        const Colors colors = colorsFor(palette);
        QCOMPARE(colors.dark, Scheme(scheme) == Scheme::Dark);
        const QColor text = palette.color(QPalette::Text);
        const QColor base = palette.color(QPalette::Base);
        const QColor window = palette.color(QPalette::Window);
        for (const QColor &background : {base, window, colors.header, colors.selection, colors.accentTint}) {
            readable(text, background, "text");
            readable(colors.muted, background, "muted");
        }
        readable(palette.color(QPalette::PlaceholderText), base, "placeholder");
        readable(palette.color(QPalette::PlaceholderText), window, "placeholder on the window");
        readable(palette.color(QPalette::HighlightedText), palette.color(QPalette::Highlight), "highlight");
        readable(palette.color(QPalette::ButtonText), palette.color(QPalette::Button), "button");
        readable(colors.chipText, colors.chip, "chip");
        for (const Tone tone : {Tone::Neutral, Tone::Accent, Tone::Success, Tone::Warning, Tone::Error}) {
            readable(text, colors.tint(tone), "text on a tint");
            readable(colors.link, colors.tint(tone), "link on a tint");
            readable(colors.strong(tone), colors.tint(tone), "strong on its tint");
            readable(colors.strong(tone), base, "strong on paper");
            readable(colors.strong(tone), colors.selection, "strong on a selected row");
        }
    }

    void ratioOfBlackAndWhite()
    {
        QCOMPARE(contrastRatio(Qt::black, Qt::white), 21.0);
        QCOMPARE(contrastRatio(Qt::white, Qt::white), 1.0);
    }

    // Status is told by shape: no two glyphs look the same.
    void glyphsDiffer()
    {
        QList<QImage> images;
        for (const Glyph glyph : {Glyph::Check, Glyph::Exclamation, Glyph::Cross, Glyph::Dot, Glyph::Question, Glyph::Skip}) {
            QImage image(32, 32, QImage::Format_ARGB32);
            image.fill(Qt::white);
            QPainter painter(&image);
            paintGlyph(painter, glyph, QRectF(0, 0, 32, 32), Qt::black);
            painter.end();
            QVERIFY(!images.contains(image));
            images << image;
        }
    }

private:
    static void readable(const QColor &text, const QColor &background, const char *what)
    {
        const double ratio = contrastRatio(text, background);
        QVERIFY2(ratio >= 4.5,
                 qPrintable(QStringLiteral("%1: %2 on %3 is %4").arg(QLatin1String(what), text.name(), background.name()).arg(ratio)));
    }
};

QTEST_MAIN(TestColors)
#include "tst_colors.moc"
