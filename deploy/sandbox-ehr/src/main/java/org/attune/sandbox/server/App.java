package org.attune.sandbox.server;

import java.net.URI;

/**
 * A program that people open from here.
 *
 * @param client by which id it is known here
 * @param address where it is, without a slash at its end
 */
public record App(String client, URI address) {

  /** Where people come back to with a code. */
  String back() {
    return address + "/api/launch/back";
  }

  /** Where it is opened beside a chart. */
  String launch() {
    return address + "/api/launch";
  }

  /** Where it says which cards it has. */
  String cards() {
    return address + "/api/cds-services";
  }

  /** Where its keys are. */
  URI keys() {
    return URI.create(address + "/api/jwks");
  }

  /** What a browser calls it. */
  String origin() {
    return "%s://%s".formatted(address.getScheme(), address.getRawAuthority());
  }
}
