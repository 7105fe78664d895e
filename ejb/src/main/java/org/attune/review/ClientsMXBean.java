package org.attune.review;

/** One client at a time, for IT; called by JMX, which the server guards. */
public interface ClientsMXBean {

  /**
   * Erases what is kept of a client and closes what was written about them. Nothing of them is kept
   * again until they are rebuilt.
   *
   * @param patientId the logical id of the patient record
   * @return what came of it, in one sentence
   */
  String eraseClient(String patientId);

  /**
   * Has a client's chart read anew with the next round; what was found and set aside stays.
   *
   * @param patientId the logical id of the patient record
   * @return what came of it, in one sentence
   */
  String rebuildClient(String patientId);
}
