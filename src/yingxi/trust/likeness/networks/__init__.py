"""The face networks that other packages ship, read from their own files and run by ONNX Runtime."""
