package org.attune.web.paper;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.w3c.dom.Document;

/**
 * Makes a PDF that can be read aloud (PDF/UA): with a title, a language, headings and lists as
 * such, and its own font. Nothing outside of the page is ever fetched.
 */
final class Pdf {

  private static final String FAMILY = "Attune";

  static {
    // It would tell of what is on the page.
    XRLog.setLoggingEnabled(false);
  }

  private Pdf() {}

  static byte[] of(Document page) {
    var pdf = new ByteArrayOutputStream();
    var builder = new PdfRendererBuilder();
    builder.useFont(() -> Fonts.file("Regular"), FAMILY, 400, FontStyle.NORMAL, true);
    builder.useFont(() -> Fonts.file("Bold"), FAMILY, 700, FontStyle.NORMAL, true);
    builder.useUriResolver((base, uri) -> null);
    builder.usePdfUaAccessibility(true);
    builder.withProducer("Attune");
    builder.withW3cDocument(page, null);
    builder.toStream(pdf);
    try {
      builder.run();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    return pdf.toByteArray();
  }
}
