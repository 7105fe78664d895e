package org.attune.fhir.stream;

import static java.util.Map.entry;

import ca.uhn.fhir.context.BaseRuntimeElementDefinition;
import java.util.Map;
import org.attune.fhir.PlainMoment;
import org.hl7.fhir.instance.model.api.IBase;
import org.hl7.fhir.instance.model.api.IPrimitiveType;
import org.hl7.fhir.r4.model.BaseDateTimeType;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DecimalType;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.PrimitiveType;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.UriType;
import org.jspecify.annotations.Nullable;

/** Makes a value of the text that stands for it. */
interface Written {

  /** What stands most often; HAPI makes the rest. */
  Map<Class<?>, Written> OFTEN =
      Map.ofEntries(
          entry(StringType.class, text -> as(new StringType(), text)),
          entry(UriType.class, text -> as(new UriType(), text)),
          entry(CanonicalType.class, text -> as(new CanonicalType(), text)),
          entry(CodeType.class, text -> as(new CodeType(), text)),
          entry(BooleanType.class, text -> as(new BooleanType(), text)),
          entry(DecimalType.class, text -> as(new DecimalType(), text)),
          entry(IntegerType.class, text -> as(new IntegerType(), text)),
          entry(DateTimeType.class, text -> moment(new DateTimeType(), text)),
          entry(InstantType.class, text -> moment(new InstantType(), text)));

  /** The value. */
  IBase value(String text) throws Unusual;

  /** How values of a type are made. */
  static Written of(BaseRuntimeElementDefinition<?> definition, @Nullable Object argument) {
    var often = argument == null ? OFTEN.get(definition.getImplementingClass()) : null;
    return often == null ? text -> any(definition.newInstance(argument), text) : often;
  }

  private static IBase any(Object made, String text) throws Unusual {
    if (made instanceof BaseDateTimeType moment) {
      return moment(moment, text);
    }
    if (made instanceof IPrimitiveType<?> primitive) {
      primitive.setValueAsString(text);
      return primitive;
    }
    throw new Unusual();
  }

  private static IBase moment(BaseDateTimeType made, String text) {
    return PlainMoment.is(text) ? Moments.asWritten(made, text) : as(made, text);
  }

  private static IBase as(PrimitiveType<?> made, String text) {
    made.setValueAsString(text);
    return made;
  }
}
