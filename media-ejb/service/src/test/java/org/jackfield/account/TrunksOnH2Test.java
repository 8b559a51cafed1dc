package org.jackfield.account;

class TrunksOnH2Test extends TrunksContract {

  @Override
  TestDatabase open() {
    return TestDatabase.inMemory();
  }
}
