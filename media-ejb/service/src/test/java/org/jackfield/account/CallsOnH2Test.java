package org.jackfield.account;

class CallsOnH2Test extends CallsContract {

  @Override
  TestDatabase open() {
    return TestDatabase.inMemory();
  }
}
