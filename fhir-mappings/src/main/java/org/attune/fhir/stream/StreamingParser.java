package org.attune.fhir.stream;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.RuntimeResourceDefinition;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IBase;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/**
 * Reads what is written as the standard has it. Whatever is not (an unknown or doubled member, an
 * extension of a primitive, a contained resource, a value of another type, an unknown code, a
 * nesting too deep, broken JSON) it leaves to HAPI's own parser, whole.
 */
public final class StreamingParser {

  private static final JsonFactory JSON = new JsonFactory();
  private static final String RESOURCE_TYPE = "resourceType";

  private final Map<String, RuntimeResourceDefinition> types = new HashMap<>();
  private final Shapes shapes;
  private final int deepest;

  /**
   * @param types the resource types that it reads
   * @param unread by resource type the members whose content nobody looks at; it is gone through
   *     and not kept
   * @param deepest how deep brackets may be nested
   */
  public StreamingParser(
      FhirContext context, Set<String> types, Map<String, Set<String>> unread, int deepest) {
    this.deepest = deepest;
    this.shapes = new Shapes(context, unread);
    types.forEach(type -> this.types.put(type, context.getResourceDefinition(type)));
  }

  /** The resource, or nothing where HAPI's own parser has to be asked. */
  public Optional<Resource> read(String text) {
    try (var json = JSON.createParser(text)) {
      return Optional.of(new Reading(json).resource());
    } catch (Unusual | IOException left) {
      return Optional.empty();
    } catch (RuntimeException refused) {
      // A value that a type of HAPI's does not take; its message may quote the record.
      return Optional.empty();
    }
  }

  /** One text while it is read. */
  private final class Reading {

    private final JsonParser json;
    private int depth;
    private @Nullable String id;

    Reading(JsonParser json) {
      this.json = json;
    }

    Resource resource() throws IOException, Unusual {
      require(json.nextToken() == JsonToken.START_OBJECT);
      require(RESOURCE_TYPE.equals(json.nextFieldName()));
      var type = json.nextTextValue();
      var definition = type == null ? null : types.get(type);
      if (definition == null || !(definition.newInstance() instanceof Resource resource)) {
        throw new Unusual();
      }
      depth = 1;
      members(shapes.of(definition), resource, true);
      require(json.nextToken() == null);
      name(resource, definition.getName());
      return resource;
    }

    private void name(Resource resource, String type) throws Unusual {
      if (id != null) {
        var version = resource.getMeta().getVersionId();
        require(version == null || simple(version));
        resource.setIdElement(new IdType(type, id, version));
      }
    }

    /** Reads members up to the end of their object; into nothing where nobody looks at them. */
    private long members(Shape shape, @Nullable IBase into, boolean root)
        throws IOException, Unusual {
      long seen = 0;
      for (var name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
        var member = shape.member(name);
        if (member == null) {
          require(root && name.equals("id") && id == null);
          id = id();
        } else {
          require((seen & member.bit()) == 0);
          seen |= member.bit();
          member(member, member.unread() ? null : into);
        }
      }
      require(json.currentToken() == JsonToken.END_OBJECT);
      return seen;
    }

    private String id() throws IOException, Unusual {
      var text = json.nextTextValue();
      if (text == null || !simple(text)) {
        throw new Unusual();
      }
      return text;
    }

    private void member(Member member, @Nullable IBase into) throws IOException, Unusual {
      var token = json.nextToken();
      if (!member.repeats()) {
        value(member, token, into);
        return;
      }
      require(token == JsonToken.START_ARRAY);
      deeper();
      for (token = json.nextToken(); token != JsonToken.END_ARRAY; token = json.nextToken()) {
        value(member, token, into);
      }
      depth--;
    }

    private void value(Member member, @Nullable JsonToken token, @Nullable IBase into)
        throws IOException, Unusual {
      switch (member.kind()) {
        case COMPOSITE -> composite(member, token, into);
        case EXTENSIONS -> extension(member, token, into);
        case NARRATIVE -> require(token == JsonToken.VALUE_STRING && into == null);
        default -> primitive(member, written(member, token), into);
      }
    }

    private void composite(Member member, @Nullable JsonToken token, @Nullable IBase into)
        throws IOException, Unusual {
      require(token == JsonToken.START_OBJECT);
      IBase made = null;
      if (into != null) {
        made = member.make();
        member.put(into, made);
      }
      deeper();
      members(member.inner(), made, false);
      depth--;
    }

    private void extension(Member member, @Nullable JsonToken token, @Nullable IBase into)
        throws IOException, Unusual {
      require(token == JsonToken.START_OBJECT);
      require("url".equals(json.nextFieldName()));
      var url = json.nextTextValue();
      require(url != null && !url.isEmpty());
      IBase made = into == null ? null : Member.extension(into).setUrl(url);
      deeper();
      long seen = members(member.inner(), made, false);
      // It has a value, or extensions in it.
      require(Long.bitCount(seen) <= 1);
      depth--;
    }

    private String written(Member member, @Nullable JsonToken token) throws IOException, Unusual {
      boolean fits =
          switch (member.kind()) {
            case YES_NO -> token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE;
            case NUMBER ->
                token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT;
            default -> token == JsonToken.VALUE_STRING;
          };
      require(fits);
      var text = json.getText();
      require(!text.isEmpty());
      require(member.kind() != Member.Kind.NUMBER || plain(text));
      return text;
    }

    private void primitive(Member member, String text, @Nullable IBase into) throws Unusual {
      if (into != null) {
        member.put(into, member.make(text));
      }
    }

    private void deeper() throws Unusual {
      depth++;
      require(depth <= deepest);
    }
  }

  // HAPI writes a number anew; of these there is only one way to write them.
  private static boolean plain(String number) {
    boolean negativeZero = number.startsWith("-0");
    return !negativeZero && number.indexOf('e') < 0 && number.indexOf('E') < 0;
  }

  private static boolean simple(String id) {
    if (id.isEmpty() || id.length() > 64) {
      return false;
    }
    for (int i = 0; i < id.length(); i++) {
      char c = id.charAt(i);
      boolean usual =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || c == '-'
              || c == '.';
      if (!usual) {
        return false;
      }
    }
    return true;
  }

  private static void require(boolean usual) throws Unusual {
    if (!usual) {
      throw new Unusual();
    }
  }
}
