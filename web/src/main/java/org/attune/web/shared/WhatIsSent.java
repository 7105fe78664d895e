package org.attune.web.shared;

import jakarta.json.JsonException;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.IOException;

/** Whoever sends what is no object of JSON is told so, whatever it is instead. */
@Provider
public class WhatIsSent implements ReaderInterceptor {

  @Override
  public Object aroundReadFrom(ReaderInterceptorContext sent) throws IOException {
    try {
      return sent.proceed();
    } catch (JsonException | ClassCastException | ProcessingException unreadable) {
      // Without the cause: it may quote what was sent.
      throw new BadRequestException(
          Problem.of(Response.Status.BAD_REQUEST, "not-understood").build());
    }
  }
}
