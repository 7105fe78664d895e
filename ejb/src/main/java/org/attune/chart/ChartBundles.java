package org.attune.chart;

/** Words a copy of a chart as a FHIR Bundle, in JSON. Implemented on the FHIR side. */
public interface ChartBundles {

  /** The same copy is always worded the same. */
  String of(ChartCopy copy);
}
