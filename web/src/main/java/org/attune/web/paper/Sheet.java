package org.attune.web.paper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** A page of HTML in the making: headings, paragraphs, lists and tables, and text alone in them. */
final class Sheet {

  private static final String STYLE = style();

  private final Document document;
  private final Element body;

  Sheet(String title, String about, Locale locale) {
    document = empty();
    var html = document.createElement("html");
    html.setAttribute("lang", locale.getLanguage());
    document.appendChild(html);
    var head = add(html, "head");
    add(head, "title").setTextContent(title);
    var subject = add(head, "meta");
    subject.setAttribute("name", "subject");
    subject.setAttribute("content", about);
    var description = add(head, "meta");
    description.setAttribute("name", "description");
    description.setAttribute("content", about);
    add(head, "style").setTextContent(STYLE);
    body = add(html, "body");
  }

  private static String style() {
    try (var in = Objects.requireNonNull(Sheet.class.getResourceAsStream("paper.css"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Document empty() {
    try {
      return DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder().newDocument();
    } catch (ParserConfigurationException everyJdkCan) {
      throw new IllegalStateException(everyJdkCan);
    }
  }

  private Element add(Element parent, String name) {
    var element = document.createElement(name);
    parent.appendChild(element);
    return element;
  }

  Document document() {
    return document;
  }

  /** What stands above every page, for when the pages come apart. */
  Sheet onEveryPage(String text) {
    var line = document.createElement("div");
    line.setAttribute("class", "every-page");
    line.setTextContent(text);
    body.insertBefore(line, body.getFirstChild());
    return this;
  }

  /** A heading; 1 is the largest. */
  Sheet heading(int level, String text) {
    add(body, "h" + level).setTextContent(text);
    return this;
  }

  /** A paragraph, unless there is nothing to say. */
  Sheet text(String text) {
    return text("text", text);
  }

  /** The same, of some kind. */
  Sheet text(String kind, String text) {
    if (!text.isBlank()) {
      var paragraph = add(body, "p");
      paragraph.setAttribute("class", kind);
      paragraph.setTextContent(text);
    }
    return this;
  }

  /** A heading with a list below it, unless that is empty. */
  Sheet list(String heading, List<String> items) {
    if (!items.isEmpty()) {
      heading(3, heading);
      var list = add(body, "ul");
      items.forEach(item -> add(list, "li").setTextContent(item));
    }
    return this;
  }

  /** A table, unless it is empty. */
  Sheet table(List<String> head, List<List<String>> rows) {
    if (rows.isEmpty()) {
      return this;
    }
    var table = add(body, "table");
    var names = add(add(table, "thead"), "tr");
    for (String name : head) {
      var cell = add(names, "th");
      cell.setAttribute("scope", "col");
      cell.setTextContent(name);
    }
    var filled = add(table, "tbody");
    for (var row : rows) {
      var line = add(filled, "tr");
      row.forEach(cell -> add(line, "td").setTextContent(cell));
      // Words belong in the middle; dates and figures stay on one line.
      ((Element) line.getFirstChild()).setAttribute("class", "narrow");
      ((Element) line.getLastChild()).setAttribute("class", "narrow");
    }
    return this;
  }
}
